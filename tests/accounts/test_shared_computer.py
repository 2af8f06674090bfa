"""A computer that others use: nothing of a person stays in it, however their session ends."""

import pytest

from tests.accounts.conftest import at_provider, sign_in
from tests.browsing import Client
from tests.page import Page
from westminster.accounts import strict
from westminster.accounts.models import Session

CLEAR = '"cache", "cookies", "storage"'
SHARED = "/auth/resident/start?shared=yes"


def test_a_session_that_ended_of_itself_is_cleared_on_the_page_the_script_leads_to(client: Client, outside, clock):
    sign_in(client, start=SHARED)
    client.get_page("/card")
    clock.move(minutes=15)
    answer = client.get("/auth/signed-out")
    assert answer.headers["Clear-Site-Data"] == CLEAR
    assert Session.select().count() == 0
    assert "Clear-Site-Data" not in client.get("/auth/signed-out").headers


def test_on_ones_own_computer_nothing_is_cleared(client: Client, outside, clock):
    sign_in(client)
    client.get_page("/card")
    clock.move(minutes=61)
    assert "Clear-Site-Data" not in client.get("/auth/signed-out").headers


def test_signing_out_everywhere_clears_it_too(client: Client, outside):
    sign_in(client, start=SHARED)
    page = client.get_page("/account/sessions")
    token = next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")
    answer = client.post("/account/sessions/end-all", data={"csrf_token": token})
    assert answer.headers["Clear-Site-Data"] == CLEAR


def test_the_page_tells_the_script_to_leave(client: Client, outside):
    sign_in(client, start=SHARED)
    assert 'data-leave="/auth/signed-out"' in client.get_page("/card").html
    sign_in(client)
    assert "data-leave" not in client.get_page("/card").html


def test_no_page_may_be_kept(client: Client, outside):
    sign_in(client, start=SHARED)
    for place in ("/card", "/account", "/account/sessions", "/apply"):
        assert client.get(place).headers["Cache-Control"] == "no-store"


def is_shared_at_the_second_try(client: Client, page: Page) -> None:
    sign_in(client, start=page.link("Try again"))
    assert Session.get(Session.account.is_null(False)).shared_computer is True


def test_it_stays_one_for_who_stopped_and_tries_again(client: Client, outside):
    is_shared_at_the_second_try(client, client.get_page(at_provider(client.get(SHARED), "nobody"), status=400))


@pytest.mark.parametrize("half_way", [False, True])
def test_it_stays_one_where_the_provider_did_not_answer(client: Client, outside, clock, half_way):
    place = at_provider(client.get(SHARED)) if half_way else SHARED
    outside.stand_ins.trouble["provider"] = "down"
    strict.made.cache_clear()
    page = client.get_page(place, status=503)
    outside.stand_ins.trouble.clear()
    clock.move(seconds=15)
    is_shared_at_the_second_try(client, page)
