"""What the Notify stand-in was given to send, kept in a small file of its own so that a restart keeps it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

_TABLE = """
CREATE TABLE IF NOT EXISTS sent (
  place INTEGER PRIMARY KEY, id TEXT UNIQUE, reference TEXT, type TEXT, recipient TEXT, template TEXT,
  subject TEXT, body TEXT, status TEXT, created_at TEXT)
"""
COLUMNS = ("id", "reference", "type", "recipient", "template", "subject", "body", "status", "created_at")
PAGE = 250  # as Notify's


class Outbox:
    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as db:
            db.execute(_TABLE)

    def add(self, row: dict[str, Any]) -> None:
        with self._open() as db:
            marks = ", ".join("?" for _ in COLUMNS)
            db.execute(f"INSERT INTO sent ({', '.join(COLUMNS)}) VALUES ({marks})", [row[name] for name in COLUMNS])

    def find(self, id_: str) -> dict[str, Any] | None:
        with self._open() as db:
            row = db.execute("SELECT * FROM sent WHERE id = ?", [id_]).fetchone()
        return dict(row) if row else None

    def page(self, older_than: str | None = None, **wanted: str | None) -> list[dict[str, Any]]:
        """Newest first, `PAGE` at most; each of `wanted` is a column and the value it must have."""
        tests = {f"{name} = ?": value for name, value in wanted.items() if value}
        if older_than:
            tests["place < (SELECT place FROM sent WHERE id = ?)"] = older_than
        where = " AND ".join(tests) or "true"
        with self._open() as db:
            sql = f"SELECT * FROM sent WHERE {where} ORDER BY place DESC LIMIT {PAGE}"
            return [dict(row) for row in db.execute(sql, list(tests.values()))]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=10)) as db, db:
            db.row_factory = sqlite3.Row
            yield db
