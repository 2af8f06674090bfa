"""A page looked at: what it says beside its words, where it reaches, what it leaves. Checks yield faults, in words."""

import re
from collections.abc import Callable, Iterator

from werkzeug.test import TestResponse

from tests.browsing import Client
from tests.page import Page
from tests.robust.walk import changed, rows, undone
from westminster.core.db import database

Faults = Iterator[str]
POLICY = (
    r"default-src 'none'; script-src 'nonce-(none|[\w-]{22})'; style-src 'self'; img-src 'self' data:; "
    r"connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
EXACT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
    "Server": None,
    "X-Powered-By": None,
    "Access-Control-Allow-Origin": None,
    "Strict-Transport-Security": None,
}
LOADS = {
    "src",
    "srcset",
    "poster",
    "data",
    "action",
    "formaction",
    "hx-get",
    "hx-post",
    "background",
    "ping",
    "manifest",
}
# What a look may leave behind: its own count, a session, a drawing to show again, that a stranger looked,
# that somebody was read about, who has a case open, that a newcomer has come.
LEFT = {"rate_limit", "session", "sqlite_sequence", "card_code", "look_up", "audit_entry", "case_visit", "resident"}
LINES = {"resident.made", "audit.read", "person.read", "people.found", "evidence.read", "account.refused"}


def its_headers_are_exact(url: str, client: Client) -> Faults:
    with undone(client):
        yield from header_faults(client.get(url))


def it_takes_nothing_from_elsewhere(url: str, client: Client) -> Faults:
    with undone(client):
        answer = client.get(url)
    for element in Page(answer, url).all():
        for name, value in element.attrib.items():
            elsewhere = re.match(r"(?i)\s*([a-z][a-z0-9+.-]*:)?//", value) is not None
            if elsewhere and (name in LOADS or (name == "href" and element.tag != "a")):
                yield f"{element.tag} {name}={value}"
            if elsewhere and element.tag == "a" and not value.startswith(("https://", "http://localhost/")):
                yield f"a link to {value}"
    if re.search(rb"@import|url\(\s*['\"]?(https?:)?//|sourceMappingURL", answer.data):
        yield "a style or script from elsewhere"


def a_look_changes_nothing(url: str, client: Client) -> Faults:
    before, lines = rows(), acts()
    with undone(client):
        client.get(url + "?for=Zebedee+Quick&from=zebedee@example.com")
        done, said = changed(before, rows()), acts()[len(lines) :]
    if done - LEFT or set(said) - LINES:
        yield f"changed {done}, told of {said}"


CHECKS: list[Callable[[str, Client], Faults]] = [
    its_headers_are_exact,
    it_takes_nothing_from_elsewhere,
    a_look_changes_nothing,
]


def header_faults(answer: TestResponse, declared: dict[str, str] | None = None) -> Faults:
    """`declared` are headers that this answer may have otherwise."""
    policy = answer.headers.get("Content-Security-Policy", "")
    if not re.fullmatch(POLICY, policy):
        yield f"policy: {policy}"
    for name, value in (EXACT | (declared or {})).items():
        if answer.headers.get(name) != value:
            yield f"{name}: {answer.headers.get(name)}, not {value}"
    for name in {"Content-Security-Policy", *EXACT}:
        if len(answer.headers.getlist(name)) > 1:
            yield f"{name} is said twice"
    if answer.data and not answer.content_type:
        yield "no Content-Type"
    if (answer.mimetype or "").startswith("text/") and answer.mimetype_params.get("charset") != "utf-8":
        yield f"Content-Type: {answer.content_type}"
    for cookie in answer.headers.getlist("Set-Cookie"):
        if not re.search(r"; HttpOnly; Path=/; SameSite=Lax$", cookie):
            yield f"cookie: {cookie.partition('=')[0]}"


def acts() -> list[str]:
    return [act for (act,) in database.execute_sql("SELECT act FROM audit_entry ORDER BY id").fetchall()]
