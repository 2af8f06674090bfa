"""Every form of every page in the register, as a test sends it: what it holds, and an answer that leaves no trace."""

import contextlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote_from_bytes, quote_plus, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.browsing import Client
from tests.page import Page, controls, filled
from westminster.core.db import database, is_sqlite

TOKEN = "csrf_token"
TYPED = {"text", "email", "tel", "search", "url", "number"}
NEVER_AGAIN = {"hidden", "file", "password"}
FORM = "application/x-www-form-urlencoded"
Pairs = list[tuple[str, bytes]]


@dataclass(frozen=True)
class Sent:
    """A POST form of a page, with an answer in every control where the page offers or had one."""

    url: str
    form: Element

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """What a browser would send; a choice that nobody made is the first one, an empty text is "Amina"."""
        found = {control.get("name", ""): _first_answer(control) for control in controls(self.form)}
        return found | {name: values for name, values in filled(self.form).items() if any(values)}

    @cached_property
    def texts(self) -> set[str]:
        """The names of what is typed and shown again."""
        kinds = {c.get("name", ""): (c.tag, c.get("type", "text")) for c in controls(self.form)}
        return {name for name, (tag, kind) in kinds.items() if tag == "textarea" or (tag == "input" and kind in TYPED)}

    @property
    def asks(self) -> set[str]:
        """The names of what a person fills in or chooses and, after a no, finds there again."""
        never = {c.get("name") for c in controls(self.form) if c.tag == "button" or c.get("type") in NEVER_AGAIN}
        return set(self.values) - never

    @property
    def pairs(self) -> Pairs:
        return [(name, value.encode()) for name, values in self.values.items() for value in values]

    def with_(self, name: str, *values: bytes) -> Pairs:
        """The pairs, but with `values` under `name`."""
        return [pair for pair in self.pairs if pair[0] != name] + [(name, value) for value in values]

    def sent_to(self, app: Flask) -> Rule:
        return app.url_map.bind("localhost").match(urlsplit(self.url).path, method="POST", return_rule=True)[0]


def _first_answer(control: Element) -> list[str]:
    kind = control.get("type", "text")
    if control.tag == "select":
        return [option.get("value", "") for option in control.iter("option")][-1:]
    if control.tag == "textarea" or kind in TYPED:
        return ["Amina"]
    return [] if kind == "file" else [control.get("value", "on")]


def forms(page: Page) -> list[Sent]:
    """The POST forms of `page`, those that ask the same once."""
    found = [Sent(form.get("action", ""), form) for form in page.forms() if form.get("method") == "post"]
    return list({(sent.url, tuple(sorted(sent.values))): sent for sent in found}.values())


@contextlib.contextmanager
def undone(client: Client) -> Iterator[None]:
    """What happens inside leaves no row and no cookie."""
    cookies = dict(client._cookies or {})
    with database.atomic() as transaction:
        try:
            yield
        finally:
            transaction.rollback()
            client._cookies = cookies


def encoded(pairs: Iterable[tuple[str, bytes]]) -> bytes:
    return "&".join(f"{quote_plus(name)}={quote_from_bytes(value)}" for name, value in pairs).encode()


def post(client: Client, url: str, pairs: Pairs, **options: Any) -> TestResponse:
    return client.post(url, data=encoded(pairs), **({"content_type": FORM} | options))


Rows = dict[str, list[str]]


def rows() -> Rows:
    """Everything that the database holds, by table: each row as text. One question, as it is asked thousands of times."""
    tables = database.get_tables()
    if is_sqlite():
        return {name: sorted(map(repr, database.execute_sql(f'SELECT * FROM "{name}"').fetchall())) for name in tables}
    found: Rows = {name: [] for name in tables}
    every = " UNION ALL ".join(f"SELECT '{name}', held::text FROM \"{name}\" held" for name in tables)
    for name, row in database.execute_sql(every).fetchall():
        found[name].append(row)
    return {name: sorted(held) for name, held in found.items()}


def changed(before: Rows, after: Rows) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def as_json(value: object) -> dict[str, Any]:
    return {"data": json.dumps(value), "content_type": "application/json"}
