"""A member of staff changes their password themselves, an administrator too."""

import pytest

from tests.accounts.bare import cookie
from tests.accounts.staff import arrives, code, give_password, lines
from tests.browsing import Client
from tests.factories import PASSWORD, make_staff
from tests.page import Page
from westminster.accounts import work_accounts
from westminster.accounts.models import Session, StaffMember
from westminster.core import worker
from westminster.messages.models import Message

PLACE, NEW = "/staff/account/password", "kettle marble fjord onion"


@pytest.fixture
def sam(client: Client) -> StaffMember:
    member = make_staff("administrator", email="sam@example.com")
    client.sign_in(member.account_id)
    return member


def change(client: Client, current: str = PASSWORD, new: str = NEW, *, status: int | None = None) -> Page:
    return client.post_form(PLACE, {"current": current, "password": new}, status=status)


def test_from_the_account_page_to_a_new_password(client: Client, app, sam):
    before = cookie(client)
    page = client.get_page(client.get_page("/staff/account").link("Change your password"))
    page = client.post_form(page, {"current": PASSWORD, "password": NEW})
    assert "Your new password counts from now on" in page.main
    assert cookie(client) != before
    other = app.test_client()
    give_password(other, "sam@example.com", status=422)
    assert give_password(other, "sam@example.com", NEW).url == "/staff/sign-in/code"


def test_every_other_browser_is_signed_out_and_the_member_hears_of_it(client: Client, app, sam):
    other = app.test_client()
    other.sign_in(sam.account_id)
    change(client)
    assert other.get("/staff/account").status_code == 303
    assert client.get("/staff/account").status_code == 200
    assert Session.select().where(Session.account == sam.account_id).count() == 1
    assert len(lines("staff.password_changed")) == 1
    worker.drain()
    assert "You have another password now" in Message.get().body


@pytest.mark.parametrize(
    ("current", "new", "errors"),
    [
        ("not it at all", NEW, {"current": "That is not the password you have now. Check it and try again"}),
        (PASSWORD, "too short", {"password": "Password must be 12 characters or more"}),
        (PASSWORD, "SamOkoro1989", {"password": "This password is easy to guess. Try four words that have nothing to do with each other"}),
        ("", "", {"current": "Enter the password you have now", "password": "Enter a password"}),
    ],
)  # fmt: skip
def test_what_is_refused_changes_nothing(client: Client, sam, current, new, errors):
    assert change(client, current, new, status=422).errors == errors
    assert StaffMember.get_by_id(sam.account_id).password_hash == sam.password_hash


def test_whoever_sits_at_an_open_browser_cannot_guess_the_password(client: Client, sam):
    for _ in range(10):
        change(client, "a guess of mine", status=422)
    assert "There were too many tries." in change(client, status=422).main
    assert lines("staff.password_changed") == []


def test_it_is_asked_again_who_it_is_and_nothing_typed_is_kept(client: Client, sam, clock):
    """Broken once: without `asks_again_to_see` a browser left open and the password were enough."""
    page = client.get_page(PLACE)
    clock.move(minutes=10)
    asked = client.post_form(page, {"current": PASSWORD, "password": NEW})
    assert asked.h1 == "Show that it is you"
    assert StaffMember.get_by_id(sam.account_id).password_hash == sam.password_hash
    assert arrives(client, asked, code()) == PLACE
    assert "Your answers are still here" not in client.get_page(PLACE).text


def test_who_signs_in_with_a_work_account_has_none_to_change(client: Client, sam):
    StaffMember.update(password_hash=None, totp_secret=None, set_up_at=None).execute()
    work_accounts.keep(sam.account_id, "https://id.example", "sam")
    client.sign_in(sam.account_id)
    client.get_page(PLACE, status=404)
