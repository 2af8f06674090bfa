"""Before a resident changes how they sign in, they show again that it is them."""

import re

import pytest

from tests.browsing import Client
from tests.factories import make_account, make_resident
from westminster.accounts import email_login, joining
from westminster.accounts.models import JoinedAccount
from westminster.messages.models import Message
from westminster.messages.service import text_of

ASKED = "Show that it is you"
TYPED = "amina.rahman@example.com"


@pytest.fixture
def with_two_ways(client: Client):
    """Somebody with an account of a provider, to which they added an email address."""
    resident = make_resident()
    joining.join(resident.account_id, email_login.account_of(TYPED).id, actor="system")
    client.sign_in(resident.account_id)
    return resident


def newest() -> Message:
    return Message.select().order_by(Message.id.desc()).get()


def take_away(client: Client):
    link = next(a for a in client.get_page("/account/ways").all("a") if "take-away" in a.get("href", ""))
    return client.post_form(client.get_page(link.get("href")), button="Take it away")


def type_code(client: Client, asked):
    page = client.post_form(asked, button="Send me a code")
    return client.post_form(page, {"code": re.search(r"\d{6}", text_of(newest())).group()})


def test_just_after_signing_in_nobody_is_asked(client, with_two_ways, clock):
    clock.move(minutes=9, seconds=59)
    take_away(client)
    assert JoinedAccount.select().count() == 0


def test_after_ten_minutes_a_code_to_the_contact_on_file_is_asked_for(client, with_two_ways, clock):
    clock.move(minutes=10)
    asked = take_away(client)
    assert (asked.h1, JoinedAccount.select().count()) == (ASKED, 2)
    before = client.get_cookie("session").value
    again = type_code(client, asked)
    assert newest().address == with_two_ways.email
    assert client.get_cookie("session").value != before, "a change of right brings a new session id"
    client.post_form(again, button="Take it away")
    assert JoinedAccount.select().count() == 0


def test_a_wrong_code_opens_nothing(client, with_two_ways, clock):
    clock.move(minutes=10)
    page = client.post_form(take_away(client), button="Send me a code")
    wrong = "000000" if "000000" not in text_of(newest()) else "111111"
    assert "not the code" in client.post_form(page, {"code": wrong}, status=422).text
    assert take_away(client).h1 == ASKED


def test_a_code_is_good_for_ten_minutes(client, with_two_ways, clock):
    clock.move(minutes=10)
    type_code(client, take_away(client))
    clock.move(minutes=10)
    assert take_away(client).h1 == ASKED


def test_codes_of_one_browser_run_out(client, with_two_ways, clock):
    clock.move(minutes=10)
    for _ in range(5):
        client.post_form(client.get_page("/account/again"), button="Send me a code")
    assert "many codes" in client.post_form(client.get_page("/account/again"), button="Send me a code", status=422).text


def test_who_gave_no_contact_is_asked_at_the_address_they_sign_in_with(client, clock):
    account = email_login.account_of(TYPED)
    client.sign_in(account.id)
    client.post_form(client.get_page("/account/again"), button="Send me a code")
    assert newest().address == TYPED


def test_who_can_be_sent_no_code_is_told_to_sign_in_again(client):
    client.sign_in(make_account().id)
    page = client.get_page("/account/again")
    assert "sign in again" in page.text
    assert not [form for form in page.all("form") if form.get("action") == "/account/again"]


def test_the_page_of_the_code_begins_with_asking_for_one(client, with_two_ways):
    assert client.get_page("/account/again/code").url == "/account/again"
