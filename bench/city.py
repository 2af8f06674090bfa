"""A made-up city to measure in: in a folder of its own, and gone afterwards."""

import base64
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from westminster.accounts import store
from westminster.accounts.browser import TOKEN_BYTES
from westminster.accounts.models import Account
from westminster.cards import codes
from westminster.cards.models import Card, CardCode
from westminster.core.clock import now
from westminster.core.db import atomic
from westminster.core.settings import Settings
from westminster.demo import certificates
from westminster.demo.surroundings import ISSUER, environments, kept_secrets
from westminster.residents.models import Resident
from westminster.site import create_app

ROOT = Path(__file__).resolve().parents[1]
NOBODY = "http://127.0.0.1:9"  # no stand-in answers: no page that is measured asks one


@dataclass(frozen=True)
class City:
    """`environ` is for servers; loading took `seconds`."""

    environ: dict[str, str]
    seconds: float

    def portal(self, **environ: str) -> Flask:
        """The same portal in this process."""
        return create_app(Settings.from_environ({**self.environ, **environ}))


@contextmanager
def city(residents: int) -> Iterator[City]:
    """Load one by the command, as anybody would."""
    with tempfile.TemporaryDirectory(prefix="mywestminster-bench-") as folder:
        kept = {**kept_secrets(Path(folder)), **certificates.ensure(Path(folder))}
        given = {"STATE_DIR": folder, "PORT": str(free_port()), "PATH": os.environ["PATH"]}
        environ = environments(given, kept, NOBODY)[1]
        run(environ, "db", "migrate")
        start = time.perf_counter()
        run(environ, "demo", "load", "--residents", str(residents))
        took = time.perf_counter() - start
        yield City(environ, took)


def signed_in(count: int) -> list[str]:
    """Cookies of as many card holders, each in a browser of their own. Their codes are drawn, as after a first show."""
    holders = Card.select(Card.id, Resident.account).join(Resident).where(Card.status == "active").limit(count)
    with atomic():
        for card_id, _ in holders.tuples():
            codes.shown(card_id)
        return [cookie(account_id) for _, account_id in holders.tuples()]


def newcomer(name: str) -> tuple[int, str]:
    """The account and the cookie of somebody who signed in for the first time."""
    account = Account.create(realm="resident", issuer=ISSUER, subject=name, created_at=now(), signed_in_at=now())
    return account.id, cookie(account.id)


def cookie(account_id: int, **remembered: str) -> str:
    """Of a browser in which they are signed in."""
    token = secrets.token_bytes(TOKEN_BYTES)
    store.add(token, remembered, account_id)
    return "session=" + base64.urlsafe_b64encode(token).decode().rstrip("=")


def tokens(count: int) -> list[str]:
    """What the codes of as many cards say."""
    held = CardCode.select(CardCode.token).join(Card)
    return [code.token for code in held.where((CardCode.form == "web") & (Card.status == "active")).limit(count)]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return int(opened.getsockname()[1])


def run(environ: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "-m", "flask", "--app", "app", *command], cwd=ROOT, env=environ, check=True)
