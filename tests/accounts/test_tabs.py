"""Several tabs of one browser: each gets where it wanted to go, and none signs in another."""

from urllib.parse import urlencode

import pytest

from tests.accounts.conftest import at_provider, query, sign_in
from westminster.accounts.models import Account, Session
from westminster.core.web import MOST_WAYS


def ask(client, wanted: str) -> str:
    """A tab asks for a page of somebody signed in; the start of its sign-in."""
    page = client.get_page(wanted)
    assert page.h1 == "Sign in"
    return page.link("Continue to sign in")


def test_one_tab_needs_nothing_in_its_address(client, outside):
    assert client.get("/apply?because=live").location == "/auth/sign-in"
    assert client.get("/apply?because=live").location == "/auth/sign-in"
    assert ask(client, "/apply?because=live") == "/auth/resident/start"


def test_each_tab_gets_where_it_wanted(client, outside):
    first, second = ask(client, "/apply?because=live"), ask(client, "/messages")
    assert first != second
    back = [at_provider(client.get(start)) for start in (second, first)]
    assert client.get(back[0]).location == "/messages"
    assert client.get(back[1]).location == "/apply?because=live"
    assert Session.select().where(Session.account.is_null(False)).count() == 1


def test_a_tab_from_before_the_sign_in_of_another_gets_there_too(client, outside):
    first, second = ask(client, "/messages"), ask(client, "/account")
    left = at_provider(client.get(second))
    sign_in(client, start=first)
    cookie = client.get_cookie("session").value
    assert client.get(left).location == "/account"
    assert client.get_cookie("session").value == cookie


def test_a_tab_cannot_end_its_sign_in_in_the_session_of_another(client, outside):
    """Somebody who planted the first session could let the second be theirs."""
    left = at_provider(client.get("/auth/resident/start"), "derek-okafor-lane")
    sign_in(client, "amina-rahman")
    assert client.get(left).location == "/card"
    assert Account.select().count() == 1


def test_a_tab_may_be_on_a_shared_computer(client, outside):
    ask(client, "/messages")
    page = client.get_page("/account")
    assert sign_in(client, start=page.link("shared computer")).location == "/account"
    assert Session.get().shared_computer is True


def test_after_a_refusal_the_tab_knows_where_it_wanted_to_go(client, outside):
    ask(client, "/messages")
    start = ask(client, "/account")
    page = client.get_page(at_provider(client.get(start), "nobody"), status=400)
    assert sign_in(client, start=page.link("Try again")).location == "/account"


@pytest.mark.parametrize("name", ["", "x", "/account", "//evil.example", "a" * 3000])
def test_a_name_that_nobody_gave_is_that_of_the_first(client, outside, name):
    ask(client, "/messages")
    ask(client, "/account")
    assert sign_in(client, start=f"/auth/resident/start?{urlencode({'to': name})}").location == "/messages"


def test_tabs_do_not_pile_up(client, outside):
    for number in range(MOST_WAYS + 3):
        client.get(f"/card?from={number}")
    with client.session_transaction() as kept:
        assert len(kept["ways"]) == MOST_WAYS


def test_a_deep_link_outlives_the_end_of_a_session(client, outside, clock):
    sign_in(client)
    clock.move(hours=2)
    start = ask(client, "/messages")
    assert sign_in(client, start=start).location == "/messages"


def test_nothing_of_the_person_is_in_an_address(client, outside):
    """Nor is where they go: the name of a way is no more than a name."""
    ask(client, "/messages")
    start = ask(client, "/apply?because=live")
    assert set(query(start)) == {"to"}
    assert len(query(start)["to"]) == 8
