"""Leaving: both sides end, nothing stays behind on a shared computer, and nobody can be made to leave."""

from urllib.parse import urlsplit

import pytest

from tests.accounts.conftest import query, sign_in
from tests.factories import make_account
from westminster.accounts.models import Session
from westminster.audit.models import AuditEntry

CLEAR = '"cache", "cookies", "storage"'


def leave(client, **data):
    """Press a button of the sign-out page; the answer, not followed."""
    token = next(
        e.get("value") for e in client.get_page("/auth/sign-out").all("input") if e.get("name") == "csrf_token"
    )
    return client.post("/auth/sign-out", data={"csrf_token": token, **data})


def test_signing_out_ends_both_sides(client, outside):
    sign_in(client)
    with client.session_transaction() as kept:
        id_token = kept["id_token"]
    answer = leave(client)
    assert answer.status_code == 303
    there = urlsplit(answer.location)
    asked = query(answer.location)
    assert there.path == "/identity/sign-out"
    assert asked["id_token_hint"] == id_token
    assert asked["client_id"] == "mywestminster"
    assert asked["post_logout_redirect_uri"] == "http://localhost/auth/signed-out"
    assert len(there.query) < 2048  # One Login's firewall refuses more
    assert Session.select().count() == 0
    assert client.get_cookie("session") is None
    page = client.get_page(f"/auth/signed-out?state={asked['state']}")
    assert "here and on the page where you signed in" in page.main


def test_signing_out_leaves_a_line(client, outside):
    client.sign_in(make_account().id)
    leave(client)
    assert AuditEntry.select().where(AuditEntry.act == "account.signed_out").count() == 1


def test_a_copy_of_the_cookie_is_worth_nothing_afterwards(app, client, outside):
    sign_in(client)
    copy = app.test_client()
    copy.set_cookie("session", client.get_cookie("session").value)
    leave(client)
    assert copy.get("/auth/sign-out").location == "/auth/signed-out"


@pytest.mark.parametrize("state", ["", "x", "InNpZ25lZCBvdXQi.x.y", "a" * 3000])
def test_without_word_from_the_provider_we_claim_our_side_only(client, outside, state):
    assert "You may still be signed in" in client.get_page(f"/auth/signed-out?state={state}").main


def test_a_provider_that_is_away_does_not_keep_anybody_in(client, outside):
    client.sign_in(make_account().id)
    outside.stand_ins.trouble["provider"] = "down"
    assert leave(client).location == "/auth/signed-out"
    assert Session.select().count() == 0


def test_a_provider_without_sign_out_is_enough(client, outside):
    views, provider = outside.stand_ins.app.view_functions, outside.stand_ins.provider

    def without():
        return {k: v for k, v in provider.discovery().get_json().items() if k != "end_session_endpoint"}

    views["provider.discovery"] = without
    sign_in(client)
    assert leave(client).location == "/auth/signed-out"


# A shared computer


def test_sign_out_and_clear_clears(client, outside):
    client.sign_in(make_account().id)
    assert leave(client, clear="yes").headers["Clear-Site-Data"] == CLEAR


def test_sign_out_alone_clears_the_session_only(client, outside):
    client.sign_in(make_account().id)
    assert "Clear-Site-Data" not in leave(client).headers


def test_a_shared_computer_is_always_cleared(client, outside):
    sign_in(client, start="/auth/resident/start?shared=yes")
    page = client.get_page("/auth/sign-out")
    assert "This is a shared computer" in page.main
    assert leave(client).headers["Clear-Site-Data"] == CLEAR


# Tabs, strangers


def test_looking_at_the_page_signs_nobody_out(client):
    client.sign_in(make_account().id)
    assert client.get_page("/auth/sign-out").h1 == "Sign out"
    assert client.get_page("/auth/sign-out").h1 == "Sign out"


def test_a_tab_from_before_the_end_is_no_harm(app, client, outside):
    client.sign_in(make_account().id)
    page = client.get_page("/auth/sign-out")
    leave(client)
    assert client.post_form(page, button="Sign out and clear").h1 == "You are signed out"


def test_a_tab_from_before_another_sign_in_asks_once_more(client, outside):
    sign_in(client)
    page = client.get_page("/auth/sign-out")
    sign_in(client, "derek-okafor-lane")
    asked = client.post_form(page, button="Sign out and clear", status=400)
    assert asked.h1 == "Sign out"
    assert Session.select().where(Session.account.is_null(False)).count() == 1


@pytest.mark.parametrize("data", [{}, {"csrf_token": "x"}, {"csrf_token": ""}])
def test_another_site_cannot_sign_anybody_out(client, data):
    client.sign_in(make_account().id)
    assert client.post("/auth/sign-out", data=data).status_code == 400
    assert client.get_page("/auth/sign-out").h1 == "Sign out"


def test_the_page_of_who_has_left_does_not_lie(client):
    client.sign_in(make_account().id)
    assert client.get("/auth/signed-out").location == "/auth/sign-out"


def test_nobody_can_leave_without_having_come(client):
    assert client.get_page("/auth/sign-out").h1 == "You are signed out"
    assert client.post("/auth/sign-out").location == "/auth/signed-out"
