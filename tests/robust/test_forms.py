"""Every form there is, sent as no page sends it: a clear page with what was typed, and nothing done unasked.

The forms are those of the states in a11y/pages.py, so that a page is tested from the day it is registered.
"""

import re
import unicodedata
from collections.abc import Callable
from io import BytesIO
from itertools import cycle
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from a11y.pages import State
from tests.browsing import Client
from tests.page import Page, controls
from tests.pages import check_page
from tests.robust.walk import (
    FORM,
    TOKEN,
    WITH_PAGES,
    Pairs,
    Sent,
    as_json,
    changed,
    encoded,
    forms,
    post,
    rows,
    states_by_form,
    undone,
)
from tests.test_register import arrive

ANSWERS = {303, 400, 403, 404, 409, 413, 422, 429}
# What a request may leave behind that did nothing: a count, a session; and a line that it was refused.
TRACES = {"rate_limit", "session", "sqlite_sequence"}
ASKS_ANEW = {"/stop": "a second code is sent, and the first one stops working"}
JUNK: dict[str, bytes] = {
    "nothing": b"",
    "5,000 characters": b"x" * 5_000,
    "a NUL": b"a\0b",
    "a lone surrogate": b"\xed\xa0\x80",
    "broken UTF-8": b"Jos\xff",
    "a choice there is not": b"no-such-choice",
    "markup": b"<script>alert(1)</script>",
    "places to fill in": b"%(name)s {{ 7 * 7 }} {0} %s",
    "a number below all": b"-99999999999999999999",
    "another way to write": "\u202e\u0661\u0662 \U0001f469\u200d\U0001f467".encode(),
    "a path": b"../../../etc/passwd",
    "SQL": b"' OR 1=1; --",
}
BROKEN = {"a lone surrogate", "broken UTF-8"}  # no browser sends them
NEVER_SHOWN = re.compile(rb"Traceback|<script>alert|peewee|psycopg|sqlite3")


@pytest.fixture(params=WITH_PAGES, ids=str)
def sent(request: pytest.FixtureRequest, client: Client) -> list[Sent]:
    """The forms of one page, each sent nowhere yet."""
    state: State = request.param
    return forms(arrive(state, client))


def is_answered(answer: TestResponse, app: Flask, what: str) -> Page | None:
    """Done, or refused with a whole page."""
    assert answer.status_code in ANSWERS, f"{what}: {answer.status_code}"
    assert not NEVER_SHOWN.search(answer.data), what
    if answer.status_code == 303:
        return None
    page = Page(answer, answer.request.path)
    check_page(page, app)
    return page


def typed_again(page: Page, sent: Sent, name: str) -> str | None:
    """What the answer has in the control `name` of the same form, None where the form is not in it."""
    for form in page.forms():
        if form.get("action") == sent.url:
            return next((c.get("value", c.text or "") for c in controls(form) if c.get("name") == name), None)
    return None


def is_kept(kept: str | None, told: str) -> bool:
    """The whole text; of one that no such field can hold, its first 20 characters will do."""
    kept, told = _seen(kept or ""), _seen(told)
    return kept == told or (len(kept) >= 20 and told.startswith(kept))


def _seen(text: str) -> str:
    """Without what has no shape: marks of direction, joiners, more than one space."""
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def test_junk_in_one_field_is_refused_and_kept(sent: list[Sent], client: Client, app: Flask):
    for form in sent:
        for name in form.values.keys() - {TOKEN}:
            for what, junk in JUNK.items():
                with undone(client):
                    answer = post(client, form.url, form.with_(name, junk))
                    page = is_answered(answer, app, f"{form.url}: {what} in {name}")
                if what in BROKEN:
                    assert answer.status_code == 400, f"{form.url}: {what} in {name}"
                if page and name in form.texts and answer.status_code == 422:
                    told = junk.decode().replace("\0", "")
                    assert is_kept(typed_again(page, form, name), told), f"{form.url}: {name} lost {what}"


def test_junk_in_every_field_is_answered(sent: list[Sent], client: Client, app: Flask):
    for form in sent:
        for what, junk in JUNK.items():
            pairs: Pairs = [(name, value if name == TOKEN else junk) for name, value in form.pairs]
            with undone(client):
                is_answered(post(client, form.url, pairs), app, f"{form.url}: {what}")


SHAPES: dict[str, Callable[[Sent], dict[str, Any]]] = {
    "a field left out": lambda form: {"data": encoded(p for p in form.pairs if p[0] == TOKEN)},
    "no body": lambda form: {"content_type": FORM},
    "no body and no type": lambda form: {},
    "every field thrice": lambda form: {"data": encoded(form.pairs * 3)},
    "a field more": lambda form: {"data": encoded([*form.pairs, ("is_admin", b"1"), ("id", b"1"), ("", b"")])},
    "500 fields more": lambda form: {"data": encoded([*form.pairs, *((f"x{n}", b"1") for n in range(500))])},
    "a NUL in a name": lambda form: {"data": encoded([*form.pairs, ("a\0b", b"1")])},
    "more than we take": lambda form: {"data": encoded([*form.pairs, ("x", b"x" * 200_000)])},
    "as plain text": lambda form: {"data": encoded(form.pairs), "content_type": "text/plain"},
    "as no type there is": lambda form: {"data": encoded(form.pairs), "content_type": "\xff/; charset=no-such"},
    "in another charset": lambda form: {"data": encoded(form.pairs), "content_type": FORM + "; charset=utf-16"},
    "as multipart": lambda form: {"data": dict(form.pairs_of_text()), "content_type": "multipart/form-data"},
    "as multipart cut off": lambda form: {
        "data": b"--x\r\nContent-Disp",
        "content_type": "multipart/form-data; boundary=x",
    },
    "as multipart without boundary": lambda form: {"data": b"--x--", "content_type": "multipart/form-data"},
    "as multipart with a file for each field": lambda form: {
        "data": {name: (BytesIO(b"GIF89a"), "a.gif") for name in form.values} | {TOKEN: form.values[TOKEN][0]},
        "content_type": "multipart/form-data",
    },
    "as JSON": lambda form: as_json({name: values[0] for name, values in form.values.items() if values}),
    "as JSON with values of all kinds": lambda form: as_json(
        dict(zip(form.values, cycle([5, None, {"a": [1]}, [[]], True])))
    ),
    "as a JSON list": lambda form: as_json([1, 2]),
    "as a JSON word": lambda form: as_json("word"),
}


def test_a_body_of_another_shape_is_answered(sent: list[Sent], client: Client, app: Flask):
    for form in sent:
        for what, shape in SHAPES.items():
            with undone(client):
                is_answered(client.post(form.url, **shape(form)), app, f"{form.url} {what}")


def test_without_the_token_of_the_page_nothing_is_done_and_nothing_is_lost(
    sent: list[Sent], client: Client, app: Flask
):
    """Broken once: with `csrf.protect()` taken out of core.gates every page with a form failed here."""
    elsewhere = forms(app.test_client().get_page("/stop"))[0].values[TOKEN][0].encode() if sent else b""
    for form in sent:
        for token in ([], [b""], [b"made up"], [elsewhere]):
            before = rows()
            with undone(client):
                page = is_answered(post(client, form.url, form.with_(TOKEN, *token)), app, form.url)
                after = rows()
            assert changed(before, after) <= TRACES, f"{form.url}: {token}"
            assert page, f"{form.url}: {token} was taken"
            assert page.status == 400, f"{form.url}: {token}"
            for name in form.asks & form.texts:
                typed = form.values[name][0]
                assert is_kept(typed_again(page, form, name), typed), f"{form.url}: {name} is gone"


def test_sent_twice_it_is_done_once(sent: list[Sent], client: Client, app: Flask):
    for form in sent:
        if form.url in ASKS_ANEW:
            continue
        with undone(client):
            post(client, form.url, form.pairs)
            once = {name: len(found) for name, found in rows().items()}
            is_answered(post(client, form.url, form.pairs), app, form.url)
            twice = {name: len(found) for name, found in rows().items()}
        assert {n for n in once if once[n] != twice[n]} <= TRACES | {"audit_entry"}, form.url


def test_every_route_that_takes_a_form_is_met_here(app: Flask, client: Client):
    met = {rule for rule, _ in states_by_form(app, client)}
    taken = {rule.rule for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    assert met == taken
