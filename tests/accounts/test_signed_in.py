"""Where somebody is signed in: seen by them, ended by them, at once."""

import pytest

from tests.accounts.bare import cookie
from tests.accounts.staff import lines
from tests.browsing import Client
from tests.factories import make_card, make_staff
from westminster.accounts import staff_team
from westminster.accounts.models import Session

UA = {
    "phone": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1",
}


@pytest.fixture
def other(app) -> Client:
    return app.test_client()


@pytest.mark.parametrize("place", ["/account/sessions", "/staff/account"])
def test_one_browser_is_ended_and_the_others_go_on(client: Client, other: Client, place):
    account_id = make_card().resident.account_id if "staff" not in place else make_staff().account_id
    other.sign_in(account_id)
    client.sign_in(account_id)
    page = client.post_form(place, button="Sign out: A browser we do not know")
    assert "You are signed in nowhere else" in page.text
    assert other.get(place).status_code == 303
    who = lines("account.ended_elsewhere")
    assert [(actor == subject, detail) for actor, subject, detail in who] == [(True, '{"sessions": 1}')]


@pytest.mark.parametrize("place", ["/account/sessions", "/staff/account"])
def test_all_the_others_are_ended(app, client: Client, other: Client, place):
    account_id = make_card().resident.account_id if "staff" not in place else make_staff().account_id
    third = app.test_client()
    for browser in (other, third, client):
        browser.sign_in(account_id)
    client.post_form(place, button="Sign out all the others")
    assert other.get(place).status_code == third.get(place).status_code == 303
    assert client.get(place).status_code == 200


@pytest.mark.parametrize(
    ("place", "leads_to"), [("/account/sessions", "/auth/signed-out"), ("/staff/account", "/staff/signed-out")]
)
def test_everywhere_is_here_too(client: Client, other: Client, place, leads_to):
    account_id = make_card().resident.account_id if "staff" not in place else make_staff().account_id
    other.sign_in(account_id)
    client.sign_in(account_id)
    page = client.post_form(place, button="Sign out everywhere")
    assert page.url == leads_to
    assert client.get(place).status_code == other.get(place).status_code == 303
    assert Session.select().where(Session.account == account_id).count() == 0
    assert len(lines("account.ended_everywhere")) == 1


def test_nobody_ends_the_sessions_of_somebody_else(client: Client, other: Client):
    other.sign_in(make_card().resident.account_id)
    name = Session.get().key[:16]
    client.sign_in(make_card().resident.account_id)
    token = client.get_page("/account/sessions").all("input")[0].get("value")
    assert client.post(f"/account/sessions/{name}/end", data={"csrf_token": token}).status_code == 404
    assert other.get("/account/sessions").status_code == 200


def test_a_browser_is_named_in_words_and_its_header_is_not_kept(browser, account):
    browser.get(f"/enter/{account.id}", headers={"User-Agent": UA["phone"]})
    assert Session.get().device == "Safari/iPhone"
    assert "Mozilla" not in repr(Session.get().__data__)


def test_only_living_sessions_are_shown(client: Client, other: Client, clock):
    account_id = make_card().resident.account_id
    other.sign_in(account_id)
    clock.move(minutes=59)
    client.sign_in(account_id)
    clock.move(minutes=1)
    assert "You are signed in nowhere else" in client.get_page("/account/sessions").text


# A new id at every change of right


def test_a_change_of_roles_brings_a_new_id_and_keeps_the_session(client: Client):

    member = make_staff()
    client.sign_in(member.account_id, word="kept")
    before = cookie(client)
    staff_team.change_roles(member.account_id, ["adviser", "administrator"], actor="system")
    client.get_page("/staff/account")
    assert cookie(client) != before
    after = cookie(client)
    with client.session_transaction() as kept:
        assert kept["word"] == "kept"
    client.get_page("/staff/account")
    assert cookie(client) == after
    client.set_cookie("session", before)
    assert client.get("/staff/account").status_code == 303
