"""What a log must not hold."""

import json
import re
from collections.abc import Iterator

from flask import Flask

from tests.browsing import Client
from westminster.core.db import database

# Columns that name a person, reach one, or open something.
TELLING = {
    "resident": ("public_id", "full_name", "surname", "address", "postcode", "email", "mobile"),
    "account": ("subject", "name", "email", "phone"),
    "card": ("public_id", "number", "reference"),
    "card_code": ("token",),
    "application": ("public_id", "reference"),
    "message": ("reference", "address", "subject", "body"),
    "staff_member": ("email", "name", "password_hash", "totp_secret", "link_hash"),
    "staff_recovery_code": ("digest",),
    "security_code": ("digest",),
    "session": ("key",),
}
REQUEST = {"at", "level", "by", "method", "route", "status", "ms", "who"}
# An e-mail address, a card number, a mobile number, a postcode, a JWT, a National Insurance number.
SHAPES = re.compile(
    r"[\w.]+@[\w-]+\.|WMN-|\b0?7\d{3} ?\d{6}\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|eyJ[\w-]{10}|\b[A-Z]{2}\d{6}[A-D]\b"
)


def secrets_of(client: Client) -> set[str]:
    """Every telling value that the database and the browser hold now."""
    found = {cookie.value for cookie in (client._cookies or {}).values()}
    for table, columns in TELLING.items():
        for column in columns:
            values = database.execute_sql(f"SELECT {column} FROM {table}").fetchall()
            found |= {str(value) for (value,) in values if value}
    return {value for value in found if len(value) > 4}


def unclean(written: str, secrets: set[str], app: Flask) -> Iterator[str]:
    """What is wrong with the log of `app`: lines that are no JSON, requests not named by their rule, secrets."""
    routes = {rule.rule for rule in app.url_map.iter_rules()} | {None}
    if not written:
        yield "nothing was logged"
    yield from (f"in the log: {secret}" for secret in secrets if secret in written)
    for line in map(json.loads, written.splitlines()):
        if line["by"] == "westminster.requests":
            known = line["who"] is None or re.fullmatch(r"(account|staff):\d+", line["who"])
            if line.keys() != REQUEST or line["route"] not in routes or not known:
                yield f"{line}"
        elif SHAPES.search(json.dumps({name: value for name, value in line.items() if name != "trace"})):
            yield f"{line}"
