"""What every answer says beside its page: exact headers, nothing to keep, nothing from elsewhere."""

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.browsing import Client
from tests.factories import make_card
from tests.robust.page_checks import header_faults
from tests.robust.test_access import RESIDENT, VISITORS, address, be, rules, token
from tests.robust.walk import post, undone
from westminster.core.settings import Oidc, Settings
from westminster.core.web import door_of

FOR_ALL_TO_READ = {
    "Cache-Control": "public, max-age=300",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# Who may keep an answer, or read it from another site; every other answer is as in EXACT.
DECLARED: dict[str, dict[str, str]] = {
    "auth.jwks": {"Cache-Control": "public, max-age=3600"},
    "static": {"Cache-Control": "public, max-age=31536000, immutable"},
    "card_keys.jwks": FOR_ALL_TO_READ,
    "card_keys.cose_keys": FOR_ALL_TO_READ,
    "card_keys.stopped": FOR_ALL_TO_READ,
    "wallet_files.mark": {"Cache-Control": "public, max-age=86400"},
}
KEYS = f"one:{b64encode(bytes(32)).decode()}"


@pytest.mark.parametrize("who", VISITORS)
def test_every_route_answers_with_strict_headers(app: Flask, client: Client, who: str):
    """Broken once: with `Cache-Control: no-store` taken from core.gates every page failed here."""
    be(client, who)
    sent = token(client)
    for rule in rules(app):
        for method in rule.methods:
            with undone(client):
                url = address(app, rule)
                answer = post(client, url, sent) if method == "POST" else client.open(url, method=method)
            declared = DECLARED.get(rule.endpoint) if answer.status_code == 200 and method in {"GET", "HEAD"} else None
            assert not list(header_faults(answer, declared)), f"{method} {url}: {answer.status_code}"


ANSWERS = {
    "a page that is not there": ("GET", "/no-such-page", {}, 404),
    "a file that is not there": ("GET", "/static/no-such.css", {}, 404),
    "a method there is not": ("PUT", "/", {}, 405),
    "junk in the address": ("GET", "/?a=%00", {}, 400),
    "a body too large": (
        "POST",
        "/stop",
        {"data": "a=" + "x" * 200_000, "content_type": "application/x-www-form-urlencoded"},
        413,
    ),
    "no token": ("POST", "/stop/card/x/stop", {}, 400),
    "another host": ("GET", "/", {"headers": {"Host": "elsewhere.example"}}, 400),
    "a list of the past": ("GET", "/.well-known/status-list/0?time=1", {}, 501),
    "a door": ("GET", "/card", {}, 303),
    "a part behind a door": ("GET", "/card", {"headers": {"HX-Request": "true"}}, 204),
    "no provider": ("GET", "/auth/resident/start", {}, 503),
}


@pytest.mark.parametrize(("method", "url", "options", "status"), ANSWERS.values(), ids=ANSWERS)
def test_a_refusal_has_the_headers_of_a_page(client: Client, method: str, url: str, options: dict, status: int):
    answer = client.open(url, method=method, **options)
    assert answer.status_code == status
    assert not list(header_faults(answer))


def test_a_defect_has_them_too_and_tells_nothing(make_app: Callable[[Settings], Flask], settings: Settings):
    app = make_app(settings)
    app.add_url_rule("/broken", view_func=lambda: 1 // 0)
    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert not list(header_faults(answer))
    assert b"ZeroDivision" not in answer.data


def test_files_and_what_a_browser_has_already(app: Flask, client: Client):
    client.sign_in(make_card().resident.account_id)
    for rule in rules(app, "GET"):
        if door_of(app, rule.endpoint) != RESIDENT or rule.arguments:
            continue
        answer = client.get(rule.rule)
        assert not list(header_faults(answer)), rule
        if answer.mimetype not in {"text/html", ""} and answer.status_code == 200:
            assert answer.headers["Content-Disposition"].startswith("attachment"), rule
    known = client.get("/.well-known/card-keys")
    again = client.get("/.well-known/card-keys", headers={"If-None-Match": known.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert not list(header_faults(again, FOR_ALL_TO_READ))


def test_static_files_come_packed_or_not_and_are_kept(app: Flask, client: Client):
    page = client.get_page("/")
    names = {e.get("href") or e.get("src") for e in page.all("link", "script")}
    for name in names:
        for accepted in ("br", "gzip", "identity"):
            answer = client.get(name, headers={"Accept-Encoding": accepted})
            assert not list(header_faults(answer, DECLARED["static"])), name
            assert answer.headers.get("Content-Encoding", "identity") == accepted
            assert "Accept-Encoding" in answer.headers["Vary"]
            assert "Set-Cookie" not in answer.headers


def test_over_https_browsers_are_told_to_stay_there_and_cookies_are_closed(
    make_app: Callable[[Settings], Flask], tmp_path: Path
):
    environ = {
        "BASE_URL": "https://card.example",
        "SECRET_KEY": "x" * 40,
        "STATE_DIR": str(tmp_path),
        "EVIDENCE_KEYS": KEYS,
    }
    client = make_app(Settings.from_environ(environ)).test_client()
    answer = client.get("/stop", base_url="https://card.example")
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert re.fullmatch(
        r"__Host-session=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Lax", answer.headers["Set-Cookie"]
    )
    assert urlsplit(answer.headers.get("Location", "")).netloc == ""


def test_the_form_that_signs_out_may_end_at_the_provider(make_app: Callable[[Settings], Flask], settings: Settings):
    """Also where its discovery document is at another address than what it tells of. Chromium stops what is not named."""
    apart = Oidc("https://id.example/city", "us", "https://inside.example:8443/discovery")
    policy = make_app(replace(settings, resident_oidc=apart)).test_client().get("/").headers["Content-Security-Policy"]
    assert policy.endswith("; form-action 'self' https://id.example https://inside.example:8443")
