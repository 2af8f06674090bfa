"""An application that is nothing but its sessions, and what a test asks of it."""

import base64
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from flask_login import current_user

from westminster.accounts.browser import this_browser
from westminster.accounts.sessions import init_app


def bare_app() -> Flask:
    app = Flask(__name__)
    app.secret_key = "for tests"
    app.testing = True
    init_app(app)
    app.add_url_rule("/nothing", view_func=lambda: "nothing", endpoint="nothing")
    app.add_url_rule("/read", view_func=lambda: session.get("word", "none"), endpoint="read")
    app.add_url_rule("/write/<word>", view_func=_write, endpoint="write")
    app.add_url_rule("/drop", view_func=lambda: session.pop("word"), endpoint="drop")
    app.add_url_rule("/who", view_func=lambda: current_user.get_id() or "nobody", endpoint="who")
    app.add_url_rule("/enter/<int:account_id>", view_func=_enter, endpoint="enter")
    app.add_url_rule("/leave", view_func=_leave, endpoint="leave")
    return app


def _write(word: str) -> str:
    session["word"] = word
    return word


def _enter(account_id: int) -> str:
    this_browser().begin(account_id, {"word": "new"})
    return "in"


def _leave() -> str:
    this_browser().end()
    return "out"


@contextmanager
def queries(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """The SQL of what happens inside."""
    found: list[str] = []
    before = len(caplog.records)
    with caplog.at_level(logging.DEBUG, "peewee"):
        yield found
    found += [str(r.msg[0]) for r in caplog.records[before:] if r.name == "peewee"]


def cookie(browser: FlaskClient) -> str:
    found = browser.get_cookie("session")
    assert found is not None
    return found.value


def token(browser: FlaskClient) -> bytes:
    return base64.urlsafe_b64decode(cookie(browser) + "=")
