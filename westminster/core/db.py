"""The database: SQLite or PostgreSQL behind one proxy, and the only way to write: `atomic`."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import peewee
from playhouse.db_url import parse as parse_url
from playhouse.migrations import Runner
from playhouse.postgres_ext import PooledPsycopg3Database

database = peewee.DatabaseProxy()
MIGRATIONS = str(Path(__file__).resolve().parents[2] / "migrations")

# FULL: an acknowledged write survives a power cut; NORMAL would lose it.
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": "on",
    "busy_timeout": 10_000,
    "cache_size": -20_000,
    "temp_store": "memory",
}
CONNECTION_LOST = (peewee.OperationalError, peewee.InterfaceError)


class Model(peewee.Model):
    id: Any  # peewee adds the column; this tells the type checker

    class Meta:
        database = database
        legacy_table_names = False


class UTCDateTimeField(peewee.Field):
    """An aware UTC instant: `timestamptz` on PostgreSQL, sortable ISO text on SQLite."""

    field_type = "TIMESTAMPTZ"

    def db_value(self, value: datetime | None) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        value = value.astimezone(UTC)
        if is_sqlite():
            return value.isoformat(timespec="microseconds")
        return value

    def python_value(self, value: Any) -> datetime | None:
        return as_instant(value)


class JSONField(peewee.TextField):
    """A small JSON value kept as text, the same on both engines."""

    def db_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, sort_keys=True, ensure_ascii=False)

    def python_value(self, value: Any) -> Any:
        return None if value is None else json.loads(value)


def as_instant(value: Any) -> datetime | None:
    """An instant as either driver gives it in a raw row: text or datetime."""
    if value is None:
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.astimezone(UTC)


def as_date(value: Any) -> Any:
    """A date, or None, as either driver gives it in a raw row: text or date."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def connect(url: str, *, pool_size: int = 32) -> peewee.Database:
    """Point the proxy at `url` (`sqlite:///path` or `postgresql://…`); opens nothing yet."""
    if url.startswith("sqlite:"):
        path = url.removeprefix("sqlite:///")
        made = peewee.SqliteDatabase(path, pragmas=_PRAGMAS, timeout=10)
    elif urlsplit(url).scheme in ("postgresql", "postgres"):
        # It asks each connection for a sign of life, and drops one that died with its server.
        made = PooledPsycopg3Database(
            **parse_url(url, unquote_password=True, unquote_user=True),
            max_connections=pool_size,
            timeout=10,
            stale_timeout=3600,
        )
    else:
        raise ValueError("DATABASE_URL must begin with sqlite:/// or postgresql://")
    database.initialize(made)
    return made


def is_sqlite() -> bool:
    return isinstance(database.obj, peewee.SqliteDatabase)


def atomic() -> Any:
    """One transaction (a savepoint when inside one). Takes SQLite's write lock at its start."""
    if is_sqlite() and not database.in_transaction():
        return database.atomic("IMMEDIATE")
    return database.atomic()


def locked(query: Any) -> Any:
    """Hold the rows of `query` until the transaction ends: for a rule that reads before it writes.

    SQLite holds the whole database already, by BEGIN IMMEDIATE.
    """
    return query if is_sqlite() else query.for_update()


def runner(directory: str) -> Runner:
    """The numbered migrations of `directory` on this database."""
    return Runner(database.obj, directory)
