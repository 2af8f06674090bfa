"""Whole tables at once: the old rows out with their bytes, new ones in, faster than one by one."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import peewee

from .db import Model, database, is_sqlite

_BATCH = 5_000


def replace_all(
    model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], progress: Callable[[int], None]
) -> None:
    """Empty the table of `model` and fill it with `rows`, in the caller's transaction.

    Until it commits SQLite's readers see the old rows; PostgreSQL's wait, as a file is exchanged for another.
    """
    if is_sqlite():
        database.execute_sql("PRAGMA secure_delete = ON")  # what is deleted is overwritten
        model.delete().execute()
    else:
        database.execute_sql(f"TRUNCATE {_table(model)}")
    insert_many(model, columns, rows, progress)


def insert_many(
    model: type[Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Add `rows`, values in the order of `columns` as the database takes them; `progress` hears of each batch."""
    table, names = _table(model), ", ".join(columns)
    for batch in peewee.chunked(rows, _BATCH):
        if is_sqlite():
            marks = ", ".join("?" * len(columns))
            database.connection().executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", batch)
        else:
            with database.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in batch:
                    copy.write_row(row)
        progress(len(batch))


def forget_deleted() -> None:
    """After the commit: empty SQLite's log of changes, which still has what was written before. Not in a transaction."""
    if is_sqlite():
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _table(model: type[Model]) -> str:
    return str(model._meta.table_name)  # noqa: SLF001  # where peewee keeps it
