"""Sessions: how long they last, their cookie, and a database that does not write."""

import base64
from collections.abc import Callable, Iterator

import pytest
from flask import session
from flask.testing import FlaskClient

from tests.accounts.bare import queries
from tests.factories import make_account, make_staff
from westminster.accounts import store
from westminster.accounts.models import Session
from westminster.core.clock import now
from westminster.core.db import database


def enter(browser: FlaskClient, account_id: int | None, *, shared_computer: bool) -> None:
    """A session that began in another way than by a page, so that its kind can be chosen."""
    made = b"t" * 32
    store.add(made, {"word": "here"}, account_id, shared_computer=shared_computer)
    browser.set_cookie("session", base64.urlsafe_b64encode(made).decode().rstrip("="))


def of(realm: str | None) -> int | None:
    return {None: lambda: None, "resident": lambda: make_account().id, "staff": lambda: make_staff().account_id}[
        realm
    ]()


KINDS = pytest.mark.parametrize(
    ("realm", "shared_computer", "idle", "absolute"),
    [(None, False, 120, 720), ("resident", False, 60, 720), ("resident", True, 15, 120), ("staff", False, 30, 720)],
    ids=["not signed in", "resident", "shared computer", "staff"],
)


@KINDS
def test_a_session_ends_when_nobody_is_there(browser, clock, realm, shared_computer, idle, absolute):
    enter(browser, of(realm), shared_computer=shared_computer)
    clock.move(minutes=idle - 1)
    assert browser.get("/read").text == "here"
    clock.move(minutes=idle, seconds=-1)
    assert browser.get("/read").text == "here"
    clock.move(minutes=idle)
    assert browser.get("/read").text == "none"


@KINDS
def test_a_session_ends_however_busy_it_is(browser, clock, realm, shared_computer, idle, absolute):
    enter(browser, of(realm), shared_computer=shared_computer)
    for _ in range(absolute // 10 - 1):
        clock.move(minutes=10)
        assert browser.get("/read").text == "here"
    clock.move(minutes=10)
    assert browser.get("/read").text == "none"


def test_use_is_written_down_once_a_minute(browser, account, clock, caplog):
    browser.get(f"/enter/{account.id}")
    clock.move(seconds=59)
    with queries(caplog) as found:
        browser.get("/read")
    assert len(found) == 1
    clock.move(seconds=1)
    with queries(caplog) as found:
        browser.get("/read")
        browser.get("/read")
    assert [sql.split()[0] for sql in found] == ["SELECT", "UPDATE", "SELECT"]
    assert Session.get().seen_at == now()


def test_ended_sessions_are_swept(browser, account, clock):
    browser.get("/write/plum")
    clock.move(hours=3)
    enter(browser, account.id, shared_computer=False)
    store.sweep()
    assert [row.account_id for row in Session.select()] == [account.id]


# The cookie


@pytest.mark.parametrize(
    ("base_url", "name", "secure"),
    [("http://localhost", "session", False), ("https://card.example", "__Host-session", True)],
)
def test_the_cookie_is_closed(bare, configure: Callable, base_url, name, secure):
    configure(base_url=base_url)
    answer = bare.test_client().get("/write/plum", base_url=base_url)
    first, *attributes = answer.headers["Set-Cookie"].split("; ")
    assert first.startswith(f"{name}=")
    assert set(attributes) == {"HttpOnly", "Path=/", "SameSite=Lax"} | ({"Secure"} if secure else set())


def test_the_cookie_is_taken_away_as_it_was_given(bare, configure: Callable):
    configure(base_url="https://card.example")
    answer = bare.test_client().get("/leave", base_url="https://card.example")
    assert "__Host-session=;" in answer.headers["Set-Cookie"]
    assert "Secure" in answer.headers["Set-Cookie"]


# A database in trouble


@pytest.fixture
def read_only() -> Iterator[Callable[[], None]]:
    """Makes the database refuse to write, as on a full disk; PostgreSQL says that by losing the connection."""
    yield lambda: database.execute_sql("PRAGMA query_only = on")
    database.execute_sql("PRAGMA query_only = off")


@pytest.mark.only("sqlite")
def test_a_page_is_read_though_nothing_can_be_written(browser, account, clock, read_only):
    browser.get(f"/enter/{account.id}")
    clock.move(minutes=5)
    read_only()
    assert browser.get("/read").text == "new"


@pytest.mark.only("sqlite")
def test_a_session_that_cannot_be_kept_is_said_to_be_so(client, read_only, configure):
    read_only()
    with client.application.test_request_context("/"):
        session["word"] = "plum"
        answer = client.application.process_response(client.application.make_response("never seen"))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "never seen" not in answer.get_data(as_text=True)
    assert "Set-Cookie" not in answer.headers
