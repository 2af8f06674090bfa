"""What nobody should send, to every form and address there is: a clear page with 4xx, or done; never a defect."""

from collections.abc import Iterator
from urllib.parse import quote_from_bytes, urlencode

import pytest
from flask import Flask, url_for
from werkzeug.test import TestResponse

from a11y.pages import NO_PAGE, STATES, State
from tests.browsing import Client
from tests.page import Page, filled
from tests.pages import check_page
from tests.test_register import arrive

WITH_FORMS = [state for state in STATES if state.send is None]
JUNK = {
    "nothing": b"",
    "far too long": b"x" * 20_000,
    "a NUL": b"a\0b",
    "a lone surrogate": b"\xed\xa0\x80",
    "bad UTF-8": b"\xff\xfe",
    "markup": b"<script>alert(1)</script>",
    "format places": b"%(name)s {{ 7 * 7 }} {0}",
    "a number that is none": b"-99999999999999999999",
    "another alphabet": "\u202e\u0661\u0662 \U0001f469\u200d\U0001f467".encode(),
}
TOKEN = "csrf_token"


def forms(page: Page) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each POST form of the page: its address and what it would send, every named control included."""
    for form in page.forms():
        if form.get("method") == "post":
            values = filled(form)
            names = {e.get("name") for e in form.iter() if e.get("name")}
            yield form.get("action", ""), {name: [] for name in names} | values


def send(client: Client, url: str, values: list[tuple[str, bytes]]) -> TestResponse:
    body = "&".join(f"{urlencode({name: ''})}{quote_from_bytes(value)}" for name, value in values)
    return client.post(url, data=body.encode(), content_type="application/x-www-form-urlencoded")


def is_handled(answer: TestResponse, app: Flask, what: str) -> None:
    """Done, or refused with a whole page."""
    assert answer.status_code in {200, 303, 400, 404, 409, 413, 422, 429}, f"{what}: {answer.status_code}"
    if answer.status_code != 303 and answer.mimetype == "text/html":
        check_page(Page(answer, answer.request.path), app)


@pytest.mark.parametrize("state", WITH_FORMS, ids=str)
def test_junk_in_every_field_is_answered(state: State, client: Client):
    page = arrive(state, client)
    for url, values in forms(page):
        token = values.pop(TOKEN)[0].encode()
        for what, junk in JUNK.items():
            answer = send(client, url, [(TOKEN, token), *((name, junk) for name in values)])
            is_handled(answer, client.application, f"{url}: {what}")


@pytest.mark.parametrize("state", WITH_FORMS, ids=str)
def test_a_field_sent_thrice_is_answered(state: State, client: Client):
    for url, values in forms(arrive(state, client)):
        sent = [(name, (value or [""])[0].encode()) for name, value in values.items()]
        is_handled(send(client, url, sent * 3), client.application, url)


@pytest.mark.parametrize("state", WITH_FORMS, ids=str)
def test_a_stale_or_missing_token_changes_nothing_and_says_so(state: State, client: Client):
    for url, values in forms(arrive(state, client)):
        for token in ([], [(TOKEN, b"stale")]):
            sent = [(name, (value or [""])[0].encode()) for name, value in values.items() if name != TOKEN]
            answer = send(client, url, [*token, *sent])
            # 303: there was nothing to guard (signed out already).
            assert answer.status_code in {400, 422, 303}, f"{url}: {answer.status_code}"
            is_handled(answer, client.application, url)


BAD_PARTS = [
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "..%2f..%2fetc",
    "a" * 3000,
    "-1",
    "99999999999999999999",
    "%E2%80%AE",
    "%25s",
]


@pytest.mark.parametrize("state", STATES, ids=str)
def test_unknown_and_malformed_ids_are_not_found(state: State, client: Client):
    values = state.arrange(client) or {}
    rule = next(client.application.url_map.iter_rules(state.endpoint))
    if not rule.arguments:
        return
    with client.application.test_request_context():
        url = url_for(state.endpoint, **{name: f"part-{name}" for name in rule.arguments})
    for part in BAD_PARTS:
        answer = client.get(url.replace(next(f"part-{name}" for name in values if name in rule.arguments), part))
        is_handled(answer, client.application, f"{url}: {part[:20]}")


def test_junk_in_the_address_is_a_page_of_its_own(app: Flask, client: Client):
    for state in STATES:
        rule = next(app.url_map.iter_rules(state.endpoint))
        if rule.arguments or state.endpoint in NO_PAGE:
            continue
        for query in ("?a=%00", "?a=%ff", "?a=%ed%a0%80", "?" + "a=1&" * 3000, "?page=-1&sort=%27", "?for=%E2%80%AE"):
            is_handled(client.get(rule.rule + query), app, rule.rule + query[:20])


def test_json_without_a_floor_is_refused(client: Client):
    body = b"[" * 100_000 + b"]" * 100_000
    answer = client.post("/apply", data=body[:100_000], content_type="application/json")
    assert answer.status_code == 400
