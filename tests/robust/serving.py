"""The portal as `flask serve` runs it, a process of its own, and requests byte by byte."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import peewee

from tests.browser.conftest import free_port
from tests.conftest import Engine

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30  # so long that only something that hangs takes it


@dataclass(frozen=True)
class Served:
    origin: str
    process: subprocess.Popen
    log: Path

    @property
    def place(self) -> tuple[str, int]:
        parts = urlsplit(self.origin)
        return parts.hostname or "", parts.port or 0

    def browser(self) -> httpx.Client:
        return httpx.Client(base_url=self.origin, trust_env=False, timeout=PATIENCE_SECONDS)

    def connect(self) -> socket.socket:
        return socket.create_connection(self.place, timeout=PATIENCE_SECONDS)

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()


def url_of(engine: Engine, db: peewee.Database) -> str:
    """The address of the test's own database, for another process."""
    if isinstance(db, peewee.SqliteDatabase):
        return f"sqlite:///{db.database}"
    return engine.kind._address(db.database)


@contextmanager
def flask(command: str, folder: Path, database_url: str, **settings: str) -> Iterator[Served]:
    """`flask serve` or `flask work` on a database that is migrated."""
    port = str(free_port())
    environ = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    environ |= {"WESTMINSTER_MODE": "demo", "SECRET_KEY": "a secret for tests, not for people", "PORT": port}
    environ |= {"STATE_DIR": str(folder / "state"), "DATABASE_URL": database_url, **settings}
    log = folder / f"{command}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", command],
            cwd=ROOT,
            env=environ,
            stdout=output,
            stderr=output,
        )
    served = Served(f"http://127.0.0.1:{port}", process, log)
    try:
        if command == "serve":
            _wait_for(served)
        yield served
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _wait_for(served: Served) -> None:
    """The kernel queues who comes too early only once the server listens: so ask until it does."""
    while True:
        assert served.process.poll() is None, served.log.read_text()
        try:
            served.connect().close()
        except ConnectionRefusedError:
            continue
        return
