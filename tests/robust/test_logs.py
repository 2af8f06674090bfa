"""The log after a walk through everything: JSON by route rule, and nothing in it about anybody."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask import Flask

from tests.conftest import Engine
from tests.demo.running import running
from tests.factories import make_card
from tests.robust.logged import secrets_of, unclean
from tests.robust.serving import flask, url_of
from tests.robust.walk import rows
from westminster.cards import codes
from westminster.core import worker
from westminster.core.db import database
from westminster.core.settings import Settings
from westminster.core.words import N_
from westminster.demo.cast import CAST
from westminster.messages import service as messages
from westminster.messages.rules import Contact, Notice


def is_clean(written: str, secrets: set[str], app: Flask) -> None:
    assert not list(unclean(written, secrets, app))


def test_what_fails_is_told_by_its_place_not_by_its_words(
    make_app: Callable[[Settings], Flask], settings: Settings, log: io.StringIO
):
    app, card = make_app(settings), make_card()
    token = codes.of(card.id, "web").token

    @app.get("/broken/<token>")
    def broken(token: str) -> str:
        raise ValueError(f"{card.resident.full_name} {token}")

    @app.get("/refused/<token>")
    def refused(token: str) -> str:
        type(card.resident).insert(**(card.resident.__data__ | {"id": None})).execute()
        return ""

    client = app.test_client()
    assert client.get(f"/broken/{token}").status_code == 500
    with database.atomic() as savepoint:
        assert client.get(f"/refused/{token}").status_code == 500
        savepoint.rollback()
    assert client.get(f"/no-such/{token}?{token}").status_code == 404
    is_clean(log.getvalue(), secrets_of(client) | {token}, app)
    defects = [line for line in map(json.loads, log.getvalue().splitlines()) if "error" in line]
    assert [line["message"] for line in defects] == ["defect on /broken/<token>", "defect on /refused/<token>"]
    assert defects[0]["error"] == "ValueError"
    assert defects[1]["error"].startswith("IntegrityError")
    assert all(
        re.search(r"test_logs\.py:\d+ (broken|refused)$", " ".join(line["trace"])) or line["trace"] for line in defects
    )


def test_signing_in_and_what_the_worker_sends_leave_none_either(
    make_app: Callable[[Settings], Flask], tmp_path: Path, log: io.StringIO
):
    with running(tmp_path) as outside:
        app = make_app(outside.settings)
        client, persona = app.test_client(), CAST[0]
        away = client.get(f"/demo/sign-in/{persona.slug}").headers["Location"]
        back = httpx.get(away, trust_env=False, follow_redirects=False).headers["Location"]
        assert back.startswith("http://localhost/auth/resident/callback?")
        assert client.get(back).status_code == 303
        client.get(back)
        client.get("/auth/resident/callback?code=Zebedee&state=Zebedee")
        for channel, address in (("email", "zebedee@example.com"), ("text", "Zebedee"), ("text", "07700900002")):
            messages.send(Contact(channel, address), Notice(N_("Zebedee"), N_("For Zebedee")), about="resident:1")
        worker.drain()
        outside.stand_ins.trouble["notify"] = "down"
        messages.send(
            Contact("email", "zebedee@example.com"), Notice(N_("Zebedee"), N_("For Zebedee")), about="resident:1"
        )
        worker.drain()
        secrets = secrets_of(client) | {persona.name, "Zebedee", "zebedee@", *re.findall(r"[\w-]{20,}", back)}
        is_clean(log.getvalue(), secrets, app)
        assert rows()["account"], "somebody signed in"


@pytest.mark.own_database
def test_a_served_portal_writes_one_json_line_a_request(engine: Engine, db: Any, tmp_path: Path, app: Flask):
    """Broken once: with `request.path` for the rule in core.gates the token of the card stood there."""
    token = codes.of(make_card().id, "web").token
    with flask("serve", tmp_path, url_of(engine, db)) as served, served.browser() as browser:
        for path in ("/", f"/V/{token}", "/no-such-page", "/card"):
            browser.get(path)
        lines = [json.loads(line) for line in served.lines() if line.startswith("{")]
        others = [line for line in served.lines() if not line.startswith("{")]
    asked = [(line["route"], line["status"]) for line in lines if line["by"] == "westminster.requests"]
    assert asked == [("/", 200), ("/V/<token>", 200), (None, 404), ("/card", 303)]
    assert not others
