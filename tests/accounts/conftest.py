"""The demo provider in a thread, somebody who goes there and back, and an application that is only sessions."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.accounts.bare import bare_app
from tests.browsing import Client
from tests.demo.running import Running, running
from tests.factories import make_account
from westminster.accounts import strict
from westminster.accounts.models import Account
from westminster.core import settings


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Running]:
    """The provider, answering; a client that has never asked it anything."""
    strict.made.cache_clear()
    with running(tmp_path) as up:
        settings.install(up.settings)
        yield up


@pytest.fixture(params=["resident", "staff"])
def realm(request: pytest.FixtureRequest, db: Any) -> Any:
    """Each of `realms`; of the staff, the people are on the team."""
    from tests.accounts import realms  # which needs what is here

    if request.param == "resident":
        return realms.RESIDENT
    for persona in (realms.STAFF.persona, realms.STAFF.other):
        realms.bound(persona)
    return realms.STAFF


@pytest.fixture
def bare() -> Flask:
    return bare_app()


@pytest.fixture
def browser(bare: Flask) -> FlaskClient:
    return bare.test_client()


@pytest.fixture
def account() -> Account:
    return make_account()


def at_provider(start: TestResponse, persona: str = "amina-rahman") -> str:
    """Be `persona` where `start` sends the browser; the address of ours that the provider sends it back to."""
    assert start.status_code == 303, start.status
    answer = httpx.get(start.headers["Location"], params={**query(start.headers["Location"]), "persona": persona})
    assert answer.status_code == 303, answer.text
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def sign_in(client: Client, persona: str = "amina-rahman", *, start: str = "/auth/resident/start") -> TestResponse:
    """All the way; the answer of our callback."""
    return client.get(at_provider(client.get(start), persona))


def query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def asked_for(address: str) -> dict[str, Any]:
    """What an address of the provider asks for, signed or not."""
    sent = query(address)
    return {**sent, **unread(sent["request"])} if "request" in sent else sent


def unread(token: str, part: int = 1) -> dict[str, Any]:
    """The claims of a token that nobody has checked; part 0 is its header."""
    text = token.split(".")[part]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return claims
