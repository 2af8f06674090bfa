"""Staying signed in, asked by the script of a page; and what a page says to those without script."""

import pytest

from tests.browsing import Client
from tests.factories import make_card, make_staff
from tests.page import text_of
from westminster.accounts.models import Session
from westminster.core.clock import now


def token(page) -> str:
    return next(e.get("data-token") for e in page.all("div") if e.get("data-token"))


def stay(client: Client, proof: str):
    return client.post("/auth/stay", headers={"X-Stay": proof})


@pytest.mark.parametrize(("place", "minutes"), [("/card", 60), ("/staff/account", 30)])
def test_staying_begins_the_time_anew(client: Client, clock, place, minutes):
    client.sign_in(make_card().resident.account_id if place == "/card" else make_staff().account_id)
    proof = token(client.get_page(place))
    clock.move(minutes=minutes - 1)
    assert stay(client, proof).json == {"ends_in": minutes * 60, "latest_in": (12 * 60 - minutes + 1) * 60}
    clock.move(minutes=minutes - 1)
    assert client.get(place).status_code == 200


def test_nobody_stays_longer_than_the_latest_end(client: Client, clock):
    client.sign_in(make_card().resident.account_id)
    proof = token(client.get_page("/card"))
    for _ in range(15):
        clock.move(minutes=47)
        assert stay(client, proof).status_code == 200
    assert stay(client, proof).json == {"ends_in": 900, "latest_in": 900}
    clock.move(minutes=15)
    assert stay(client, proof).status_code == 403


def test_who_is_signed_out_does_not_stay(client: Client, clock):
    client.sign_in(make_card().resident.account_id)
    proof = token(client.get_page("/card"))
    clock.move(minutes=60)
    assert stay(client, proof).status_code == 403
    assert Session.get().expires_at == now()


def test_another_site_cannot_keep_somebody_signed_in(client: Client, clock):
    client.sign_in(make_card().resident.account_id)
    ours = token(client.get_page("/card"))
    clock.move(minutes=30)
    for made_up in ("", "made up", "a" * len(ours), "é"):
        assert stay(client, made_up).status_code == 403
    client.sign_in(make_card().resident.account_id)
    client.get_page("/card")
    assert stay(client, ours).status_code == 403, "the proof of another session"


def test_what_a_page_says_is_when_the_session_ends(client: Client, clock):
    client.sign_in(make_card().resident.account_id)
    client.get_page("/card")
    clock.move(seconds=59)  # too soon to be written down as use
    page = client.get_page("/card")
    said = next(e for e in page.all("div") if e.get("data-ends-in"))
    assert int(said.get("data-ends-in")) == 3600 - 59
    assert "we sign you out at 11am." in page.html
    clock.move(seconds=1)
    assert 'data-ends-in="3600"' in client.get_page("/card").html


# Without script


def soon(page) -> tuple[str, str]:
    """The class of the warning that comes by itself, and what it says."""
    (part,) = page.with_class("mw-soon")
    return part.get("class").split()[-1], text_of(part)


@pytest.mark.parametrize(("place", "minutes"), [("/card", 57), ("/staff/account", 27)])
def test_without_script_the_warning_comes_by_itself_with_a_link_to_stay(client: Client, place, minutes):
    client.sign_in(make_card().resident.account_id if place == "/card" else make_staff().account_id)
    page = client.get_page(place)
    kind, said = soon(page)
    assert kind == f"mw-soon--{minutes}"
    assert said.startswith(f"We sign you out at {'11am' if place == '/card' else '10:30am'}.")
    stays = next(link for link in page.all("a") if "Stay signed in" in text_of(link))
    assert (stays.get("href"), stays.get("target")) == ("/auth/stay", "_blank")


def test_the_link_begins_the_time_anew(client: Client, clock):
    client.sign_in(make_card().resident.account_id)
    client.get_page("/card")
    clock.move(minutes=58)
    page = client.get_page("/auth/stay")
    assert page.h1 == "You are still signed in"
    assert "Now it is 11:58am." in page.main
    clock.move(minutes=59)
    assert client.get("/card").status_code == 200


def test_the_link_comes_too_late(client: Client, clock):
    client.sign_in(make_staff().account_id)
    client.get_page("/staff/account")
    clock.move(minutes=30)
    page = client.get_page("/auth/stay")
    assert page.h1 == "You are signed out"
    assert client.get("/staff/account").status_code == 303


def test_at_the_latest_end_no_link_is_offered(client: Client, clock):
    client.sign_in(make_card().resident.account_id)
    for _ in range(13):
        clock.move(minutes=54)
        page = client.get_page("/card")
    assert soon(page) == (
        "mw-soon--12",
        "We sign you out at 10pm and cannot make it longer. Send or save what you typed.",
    )


def test_a_page_for_nobody_says_nothing(client: Client):
    assert "data-ends-in" not in client.get_page("/").html
    assert "mw-soon" not in client.get_page("/").html
