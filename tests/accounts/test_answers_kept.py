"""A form sent after the session had ended: what was typed waits, sealed, for the same person in the same browser."""

import io

import pytest

from tests.accounts.bare import cookie
from tests.accounts.conftest import sign_in
from tests.accounts.staff import arrives, code, give_password
from tests.browsing import Client
from tests.factories import make_staff
from tests.page import Page
from westminster.accounts import store
from westminster.accounts.models import Session
from westminster.core import answers

BACK = "Your answers are still here"


def value_of(page: Page, name: str) -> str:
    (found,) = [e.get("value", "") for e in page.all("input") if e.get("name") == name]
    return found


@pytest.fixture
def typing(client: Client, outside, clock):
    """Amina is at a question, and her session has just ended of itself."""
    sign_in(client)
    client.post_form("/apply")
    page = client.get_page("/apply/name")
    clock.move(minutes=61)
    return page


def test_the_sign_in_page_says_why_and_that_answers_are_kept(client: Client, typing):
    page = client.post_form(typing, {"last_name": "Typed"})
    assert page.url == "/auth/sign-in"
    assert "signed you out after a while" in page.text
    assert "We keep what you typed" in page.text


def test_after_signing_in_again_the_form_is_filled_in_and_nothing_was_sent(client: Client, typing):
    client.post_form(typing, {"last_name": "Typed"})
    assert sign_in(client).location == "/apply/name"
    page = client.get_page("/apply/name")
    assert BACK in page.text
    assert value_of(page, "last_name") == "Typed"
    after = client.post_form(page)
    assert after.url != "/apply/name"
    assert BACK not in client.get_page("/apply/name").text


def test_what_was_sent_twice_is_kept_as_sent_last(client: Client, typing):
    client.post_form(typing, {"last_name": "First"})
    client.post_form(typing, {"last_name": "Second"})
    sign_in(client)
    assert value_of(client.get_page("/apply/name"), "last_name") == "Second"


def test_somebody_else_at_the_same_browser_gets_none_of_it(client: Client, typing):
    client.post_form(typing, {"last_name": "Typed"})
    sign_in(client, "derek-okafor-lane")
    client.post_form("/apply")
    page = client.get_page("/apply/name")
    assert BACK not in page.text
    assert "Typed" not in page.html
    with client.session_transaction() as kept:
        assert "answers" not in kept


def test_another_browser_gets_none_of_it(app, client: Client, typing):
    client.post_form(typing, {"last_name": "Typed"})
    other = app.test_client()
    sign_in(other)
    assert BACK not in other.get_page("/apply/name").text


def test_what_another_site_sends_is_not_kept(client: Client, typing):
    client.post("/apply/name", data={"csrf_token": "made up", "last_name": "Planted"})
    with client.session_transaction() as kept:
        assert "answers" not in kept


def test_what_a_stranger_sends_is_not_kept(client: Client):
    token = value_of(client.get_page("/stop"), "csrf_token")
    client.post("/apply/name", data={"csrf_token": token, "last_name": "Planted"})
    with client.session_transaction() as kept:
        assert "answers" not in kept


def test_after_signing_out_nothing_is_kept(client: Client, outside):
    sign_in(client)
    client.post_form("/apply")
    page = client.get_page("/apply/name")
    before = cookie(client)
    client.post("/auth/sign-out", data={"csrf_token": value_of(page, "csrf_token")})
    client.set_cookie("session", before)
    client.post(page.url, data={"csrf_token": value_of(page, "csrf_token"), "last_name": "Late"})
    with client.session_transaction() as kept:
        assert "answers" not in kept


def test_the_database_tells_nothing_of_it(client: Client, typing):
    client.post_form(typing, {"last_name": "Typed"})
    assert not [row for row in Session.select() if b"Typed" in bytes(row.data)]


def test_files_are_not_kept_and_the_page_says_so(client: Client, outside, clock):
    sign_in(client)
    client.post_form("/apply")
    token = value_of(client.get_page("/apply/name"), "csrf_token")
    clock.move(minutes=61)
    sent = {"csrf_token": token, "last_name": "A", "file": (io.BytesIO(b"picture"), "bill.png")}
    client.post("/apply/name", data=sent)
    sign_in(client)
    assert "Choose your files once more" in client.get_page("/apply/name").text


def test_only_so_much_is_kept(client: Client, typing):
    client.post_form(typing, {"last_name": "x" * answers.MOST_CHARACTERS})
    with client.session_transaction() as kept:
        assert "answers" not in kept


def test_after_a_day_the_browser_is_nobodys(client: Client, typing, clock):
    clock.move(hours=24)
    store.sweep()
    assert Session.select().count() == 0


def test_staff_get_theirs_back_after_both_steps(client: Client, clock):
    member = make_staff("administrator")
    client.sign_in(member.account_id)
    page = client.get_page("/staff/team/invite")
    clock.move(minutes=31)
    client.post_form(page, {"name": "Hana Clarke", "email": "hana.clarke@example.com", "roles": ["adviser"]})
    assert arrives(client, give_password(client, member.email), code()) == "/staff/team/invite"
    page = client.get_page("/staff/team/invite")
    assert BACK in page.text
    assert value_of(page, "name") == "Hana Clarke"
