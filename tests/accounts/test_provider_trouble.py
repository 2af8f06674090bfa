"""A provider that is away, slow, talks nonsense, or is not the one that was set."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from tests.accounts.conftest import at_provider, query, sign_in
from tests.accounts.proving import ASK, applying
from tests.page import Page
from westminster.accounts.models import Account
from westminster.accounts.strict import client_of
from westminster.audit.models import AuditEntry


def is_down(client, address: str) -> Page:
    page = client.get_page(address, status=503)
    assert page.h1 == "Sign-in is not working at the moment"
    assert page.response.headers["Retry-After"]
    return page


@pytest.mark.parametrize("trouble", ["down", "junk"])
def test_a_provider_in_trouble_is_said_to_be_so_and_recovers(client, outside, clock, trouble):
    outside.stand_ins.trouble["provider"] = trouble
    is_down(client, "/auth/resident/start")
    assert client.get_page("/auth/sign-in").link("Continue to sign in")
    outside.stand_ins.trouble.clear()
    clock.move(seconds=15)
    assert sign_in(client).status_code == 303


@pytest.mark.parametrize("trouble", ["down", "junk"])
def test_a_provider_that_fails_half_way_signs_nobody_in(client, outside, trouble):
    back = at_provider(client.get("/auth/resident/start"))
    outside.stand_ins.trouble["provider"] = trouble
    is_down(client, back)
    assert Account.select().count() == 0
    line = AuditEntry.select().where(AuditEntry.act == "account.refused").get()
    assert line.detail == '{"reason": "provider_down"}'


def test_a_provider_that_hangs_is_not_waited_for(client, outside):
    back = at_provider(client.get("/auth/resident/start"))
    client_of("resident").client_kwargs["default_timeout"] = (0.3, 0.3)
    outside.stand_ins.trouble["provider"] = "hang"
    is_down(client, back)


def test_nobody_asks_a_silent_provider_at_every_click(client, outside, clock):
    outside.stand_ins.trouble["provider"] = "down"
    is_down(client, "/auth/resident/start")
    outside.stand_ins.trouble.clear()
    is_down(client, "/auth/resident/start")
    clock.move(seconds=15)
    assert client.get("/auth/resident/start").status_code == 303


def test_what_was_fetched_serves_while_the_provider_is_away(client, outside, clock):
    sign_in(client)
    outside.stand_ins.trouble["provider"] = "down"
    clock.move(hours=20)
    assert client.get("/auth/resident/start").status_code == 303


@pytest.mark.parametrize("error", ["temporarily_unavailable", "server_error"])
def test_trouble_that_the_provider_admits_passes(client, outside, error):
    back = query(at_provider(client.get("/auth/resident/start")))
    sent = {"state": back["state"], "iss": back["iss"], "error": error}
    is_down(client, f"/auth/resident/callback?{urlencode(sent)}")


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "http://127.0.0.1/identity/"},
        {"issuer": "http://127.0.0.1/IDENTITY"},
        {"id_token_algs": ("RS256",)},
    ],
)
def test_a_provider_that_is_not_as_set_is_not_used(client, outside, configure, changes):
    configure(resident_oidc=replace(outside.settings.resident_oidc, **changes))
    is_down(client, "/auth/resident/start")


@pytest.mark.parametrize("endpoint", ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"])
@pytest.mark.parametrize("address", ["http://elsewhere.example/x", "ftp://127.0.0.1/x", "/x", "", None, 5])
def test_an_endpoint_must_be_safe_to_send_to(client, outside, endpoint, address):
    views, provider = outside.stand_ins.app.view_functions, outside.stand_ins.provider
    views["provider.discovery"] = lambda: provider.discovery().get_json() | {endpoint: address}
    is_down(client, "/auth/resident/start")


def test_without_a_provider_the_page_says_so(client, configure):
    configure(resident_oidc=None, notify_api_key=None)
    page = client.get_page("/auth/sign-in")
    assert page.h1 == "Sign-in is not working at the moment"
    is_down(client, "/auth/resident/start")


# Half-way, nobody loses where they were


def fails_half_way(client, outside, back: str, status: int = 503) -> Page:
    outside.stand_ins.trouble["provider"] = "down"
    page = client.get_page(back, status=status)
    outside.stand_ins.trouble.clear()
    return page


def test_a_second_tab_still_gets_where_it_wanted(client, outside):
    client.get_page("/messages")
    start = client.get_page("/account").link("Continue to sign in")
    page = fails_half_way(client, outside, at_provider(client.get(start)))
    assert page.h1 == "Sign-in is not working at the moment"
    assert sign_in(client, start=page.link("Try again")).location == "/account"


def test_who_proves_who_they_are_goes_back_to_that(client, outside):
    applying(client)
    page = fails_half_way(client, outside, at_provider(client.get(ASK), "jo-whitfield"))
    assert page.h1 == "You cannot prove who you are online at the moment"
    assert client.get_page(page.link("Go back")).h1 == "How you show it"


def test_who_adds_a_way_goes_back_to_that(client, outside):
    sign_in(client)
    back = at_provider(client.get("/account/ways/provider"), "derek-okafor-lane")
    page = fails_half_way(client, outside, back)
    assert page.h1 == "That way is not working at the moment"
    assert client.get_page(page.link("Go back")).h1 == "Ways you sign in"
    assert Account.select().count() == 1
