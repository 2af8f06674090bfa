"""Few of us wait for one provider at a time; who finds no place is told so."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.accounts.conftest import at_provider, sign_in
from tests.accounts.proving import ASK, applying
from tests.accounts.test_provider_trouble import is_down
from westminster.accounts import visits
from westminster.accounts.models import Session
from westminster.accounts.strict import client_of
from westminster.accounts.visits import AT_ONCE, Visits
from westminster.core.errors import GatewayDown

START = "/auth/resident/start"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(visits, "PATIENCE_SECONDS", 0.01)


@contextmanager
def all_taken(realm: str = "resident") -> Iterator[None]:
    with ExitStack() as stack:
        for _ in range(AT_ONCE[realm]):
            stack.enter_context(client_of(realm).visits.one())
        yield


def test_who_finds_no_place_is_told_so_and_signs_in_a_moment_later(client, outside):
    back = at_provider(client.get(START))
    with all_taken():
        is_down(client, START)
        is_down(client, back)
    assert sign_in(client).status_code == 303


def test_one_realm_takes_no_place_of_the_other(client, outside):
    with all_taken("resident"):
        assert client.get("/auth/staff/start").status_code == 303
    with all_taken("staff"):
        assert client.get(START).status_code == 303


def test_nobody_waits_for_a_place_to_sign_out(client, outside):
    sign_in(client)
    with all_taken():
        client.post_form("/auth/sign-out", {})
    assert Session.select().where(Session.account.is_null(False)).count() == 0


def test_who_is_signed_in_stays_so(client, outside):
    applying(client)
    with all_taken():
        client.get_page(ASK, status=503)
    assert client.get_page("/apply/show").h1 == "How you show it"


def test_once_somebody_waited_in_vain_the_next_do_not(monkeypatch):
    monkeypatch.setattr(visits, "PATIENCE_SECONDS", 0.01)
    places = Visits(1)
    with places.one():
        with pytest.raises(GatewayDown), places.one():
            pass
        monkeypatch.setattr(visits, "PATIENCE_SECONDS", 600)
        with pytest.raises(GatewayDown), places.one():
            pass
    with places.one():
        pass


def test_the_server_has_more_threads_than_places(app):
    told = app.test_cli_runner().invoke(args=["serve", "--threads", "7"])
    assert (told.exit_code, sum(AT_ONCE.values()) < 8) == (2, True)
    assert "8" in told.output
