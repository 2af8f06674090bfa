"""What the Google Wallet stand-in was given, in a small file of its own so that a restart keeps it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any


class Kept:
    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as db:
            db.execute("CREATE TABLE IF NOT EXISTS kept (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))")

    def add(self, kind: str, body: dict[str, Any]) -> bool:
        """False when one of this kind and id is there."""
        with self._open() as db:
            values = (kind, body["id"], json.dumps(body))
            return db.execute("INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT DO NOTHING", values).rowcount == 1

    def change(self, kind: str, body: dict[str, Any]) -> None:
        with self._open() as db:
            db.execute("UPDATE kept SET body = ? WHERE kind = ? AND id = ?", (json.dumps(body), kind, body["id"]))

    def find(self, kind: str, id_: str) -> dict[str, Any] | None:
        with self._open() as db:
            row = db.execute("SELECT body FROM kept WHERE kind = ? AND id = ?", (kind, id_)).fetchone()
        return json.loads(row[0]) if row else None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=10)) as db, db:
            yield db
