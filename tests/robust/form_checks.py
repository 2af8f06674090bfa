"""A form sent as no page sends it. Each check yields the faults that it finds, in words, and leaves no trace."""

import html
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import cycle
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.browsing import Client
from tests.page import Page, filled
from tests.pages import check_page
from tests.robust.made_up import text
from tests.robust.walk import FORM, TOKEN, Pairs, Sent, as_json, changed, encoded, forms, post, rows, undone

Faults = Iterator[str]
ANSWERS = {303, 400, 403, 404, 409, 413, 422, 429}
# What a request may leave behind that did nothing: a count, a session.
TRACES = {"rate_limit", "session", "sqlite_sequence"}
# A second no is a second line of the trail; asking again sends another code.
AGAIN = {"/stop": {"message", "outbox", "security_code"}, "/follow": {"message", "outbox", "security_code"}}
SEED, DRAWS = 20261120, 6
JUNK: dict[str, bytes] = {
    "nothing": b"",
    "5,000 characters": b"x" * 5_000,
    "a NUL": b"a\0b",
    "a lone surrogate": b"\xed\xa0\x80",
    "broken UTF-8": b"Jos\xff",
    "a choice there is not": b"no-such-choice",
    "markup": b"<script>alert(1)</script>",
    "places to fill in": b"%(name)s {{ 7 * 7 }} {0} %s",
    "another way to write": "\u202e\u0661\u0662 \U0001f469\u200d\U0001f467".encode(),
}
EVERYWHERE: dict[str, bytes] = {
    "nothing": b"",
    "a NUL": b"a\0b",
    "a number below all": b"-99999999999999999999",
    "a path": b"../../../etc/passwd",
    "SQL": b"' OR 1=1; --",
}
TYPED = b"Zebedee Quick"
BROKEN = {"a lone surrogate", "broken UTF-8"}  # no browser sends them
NEVER_SHOWN = re.compile(rb"Traceback|<script>alert|peewee|psycopg|sqlite3")
SHAPES: dict[str, Callable[[Sent], dict[str, Any]]] = {
    "nothing but the token": lambda form: {
        "data": encoded(p for p in form.pairs if p[0] == TOKEN),
        "content_type": FORM,
    },
    "no body": lambda form: {"content_type": FORM},
    "no body and no type": lambda form: {},
    "every field thrice": lambda form: _form(form.pairs * 3),
    "fields more": lambda form: _form([*form.pairs, ("is_admin", b"1"), ("id", b"1"), ("", b"")]),
    "500 fields more": lambda form: _form([*form.pairs, *((f"x{n}", b"1") for n in range(500))]),
    "a NUL in a name": lambda form: _form([*form.pairs, ("a\0b", b"1")]),
    "broken UTF-8 in a name": lambda form: {"data": encoded(form.pairs) + b"&%ff=1", "content_type": FORM},
    "raw bytes": lambda form: {"data": encoded(form.pairs) + b"&a=\xff\xfe", "content_type": FORM},
    "more than we take": lambda form: _form([*form.pairs, ("x", b"x" * 200_000)]),
    "plain text": lambda form: {"data": encoded(form.pairs), "content_type": "text/plain"},
    "no type there is": lambda form: {"data": encoded(form.pairs), "content_type": "\xff/; charset=no-such"},
    "another charset": lambda form: {"data": encoded(form.pairs), "content_type": FORM + "; charset=utf-16"},
    "multipart": lambda form: {"data": _first(form), "content_type": "multipart/form-data"},
    "multipart cut off": lambda form: {
        "data": b"--x\r\nContent-Disp",
        "content_type": "multipart/form-data; boundary=x",
    },
    "multipart without boundary": lambda form: {"data": b"--x--", "content_type": "multipart/form-data"},
    "multipart of 500 parts": lambda form: {"data": _first(form) | {f"x{n}": "1" for n in range(500)}},
    "a file for each field": lambda form: {
        "data": {name: (BytesIO(b"GIF89a"), "a.gif") for name in form.values}
        | {TOKEN: form.values.get(TOKEN, [""])[0]},
        "content_type": "multipart/form-data",
    },
    "JSON": lambda form: as_json(_first(form)),
    "JSON of all kinds": lambda form: as_json(
        dict(zip(form.values, cycle([5, None, {"a": [1]}, [[]], True]), strict=False))
    ),
    "a JSON list": lambda form: as_json([1, 2]),
    "a JSON word": lambda form: as_json("word"),
}


def junk_in_one_field_is_refused_and_kept(form: Sent, client: Client, app: Flask) -> Faults:
    for name in form.values.keys() - {TOKEN}:
        for what, junk in JUNK.items():
            answer = sent(client, form, form.with_(name, junk))
            yield from unanswered(answer, f"{what} in {name}")
            if what in BROKEN and answer.status_code != 400:
                yield f"{what} in {name}: {answer.status_code}"
            if name in form.texts and answer.status_code == 422:
                kept, told = shown_again(answer, form, name), junk.decode().replace("\0", "")
                if not is_kept(kept, told):
                    yield f"{name} lost {what}: {kept!r}"


def junk_in_every_field_is_answered(form: Sent, client: Client, app: Flask) -> Faults:
    for what, junk in EVERYWHERE.items():
        answer = sent(client, form, [(name, value if name == TOKEN else junk) for name, value in form.pairs])
        yield from unanswered(answer, f"{what} in every field")


def another_shape_is_answered(form: Sent, client: Client, app: Flask) -> Faults:
    seen: set[int] = set()
    for what, shape in SHAPES.items():
        with undone(client):
            answer = client.post(form.url, **shape(form))
        yield from unanswered(answer, what)
        if answer.status_code != 303 and answer.status_code not in seen:
            seen.add(answer.status_code)
            yield from _not_whole(answer, app)


def without_its_token_nothing_is_done_and_nothing_lost(form: Sent, client: Client, app: Flask) -> Faults:
    """Broken once: with `csrf.protect()` taken out of core.gates, forms that are mere buttons were taken here."""
    elsewhere = forms(app.test_client().get_page("/stop"))[0].values[TOKEN][0].encode()
    before = rows()
    for token in ([], [b""], [b"made up"], [elsewhere]):
        with undone(client):
            answer = post(client, form.url, form.with_(TOKEN, *token))
            done = changed(before, rows()) - TRACES
        if done or answer.status_code != 400:
            yield f"token {token}: {answer.status_code}, changed {done}"
    typed = [(name, TYPED if name in form.texts else value) for name, value in form.with_(TOKEN)]
    answer = sent(client, form, typed)
    yield from (f"{name} is lost without a token" for name in sorted(form.asks) if is_lost(answer, form, name))
    yield from _not_whole(answer, app)


def sent_twice_it_is_done_once(form: Sent, client: Client, app: Flask) -> Faults:
    with undone(client):
        post(client, form.url, form.pairs)
        once = {name: len(found) for name, found in rows().items()}
        answer = post(client, form.url, form.pairs)
        twice = {name: len(found) for name, found in rows().items()}
    yield from unanswered(answer, "sent twice")
    more = {name for name in once if once[name] != twice[name]} - TRACES - {"audit_entry"} - AGAIN.get(form.url, set())
    if more:
        yield f"sent twice it is done twice: {more}"


def filled_in_at_random_it_is_answered(form: Sent, client: Client, app: Flask) -> Faults:
    """The same draws in every run."""
    chance = random.Random(f"{SEED} {sorted(form.values)}")
    for _ in range(DRAWS):
        pairs: Pairs = []
        for name, value in form.pairs:
            keep = name == TOKEN or chance.random() < 0.5
            times = 1 if keep else chance.choice([0, 1, 1, 1, 2, 3])
            pairs += [(name, value if keep else text(chance).encode()) for _ in range(times)]
        chance.shuffle(pairs)
        yield from unanswered(sent(client, form, pairs), repr(pairs))


CHECKS: list[Callable[[Sent, Client, Flask], Faults]] = [
    junk_in_one_field_is_refused_and_kept,
    junk_in_every_field_is_answered,
    another_shape_is_answered,
    without_its_token_nothing_is_done_and_nothing_lost,
    sent_twice_it_is_done_once,
    filled_in_at_random_it_is_answered,
]
# What can differ between states of a page with the same form, and between databases.
OF_STATES = [without_its_token_nothing_is_done_and_nothing_lost, sent_twice_it_is_done_once]
OF_DATABASES = [junk_in_one_field_is_refused_and_kept, junk_in_every_field_is_answered, sent_twice_it_is_done_once]


def sent(client: Client, form: Sent, pairs: Pairs) -> TestResponse:
    with undone(client):
        return post(client, form.url, pairs)


def unanswered(answer: TestResponse, what: str) -> Faults:
    if answer.status_code not in ANSWERS:
        yield f"{what}: {answer.status_code}"
    if found := NEVER_SHOWN.search(answer.data):
        yield f"{what}: {found[0]!r} is shown"


def shown_again(answer: TestResponse, form: Sent, name: str) -> str | None:
    """What the same form of the answer holds in the control `name`; None where it is not there."""
    page, named = answer.text, rf'\bname="{re.escape(html.escape(name))}"'
    if f'action="{html.escape(form.url)}"' not in page:
        return None
    if written := re.search(rf"<textarea[^>]*{named}[^>]*>(.*?)</textarea>", page, re.DOTALL):
        return html.unescape(written[1]).removeprefix("\n")
    if control := re.search(rf"<input[^>]*{named}[^>]*>", page):
        value = re.search(r'\bvalue="([^"]*)"', control[0])
        return html.unescape(value[1]) if value else ""
    return None


def is_lost(answer: TestResponse, form: Sent, name: str) -> bool:
    """Whether what was typed or chosen under `name` is not in the answer; a file never can be."""
    if name in form.texts:
        return not is_kept(shown_again(answer, form, name), TYPED.decode())
    again = [found for found in forms(Page(answer, form.url)) if found.url == form.url]
    return not again or any(value not in filled(again[0].form).get(name, []) for value in form.values[name])


def is_kept(kept: str | None, told: str) -> bool:
    """The whole text; of one that no such field can hold, its first 20 characters will do."""
    if kept is None:
        return False
    kept, told = _seen(kept), _seen(told)
    return kept == told or (len(kept) >= 20 and told.startswith(kept))


def _seen(written: str) -> str:
    """Without what has no shape: marks of direction, joiners, more than one space."""
    return " ".join("".join(c for c in written if unicodedata.category(c) != "Cf").split())


def _not_whole(answer: TestResponse, app: Flask) -> Faults:
    try:
        check_page(Page(answer, answer.request.path), app)
    except AssertionError as faults:
        yield str(faults)


def _form(pairs: Pairs) -> dict[str, Any]:
    return {"data": encoded(pairs), "content_type": FORM}


def _first(form: Sent) -> dict[str, str]:
    return {name: values[0] for name, values in form.values.items() if values}
