"""The tables: made, taken away and made again the same; what the models say; what they refuse."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee
import pytest

from tests import databases
from tests.conftest import Engine
from tests.robust.lawful import AT, NEW_LINES, ONCE, REFUSED, ROWS, Row
from westminster.core import db as core_db
from westminster.core.db import Model, atomic, database, is_sqlite

PACKAGE = Path(core_db.__file__).parent.parent
WITHOUT_MODEL = {"rate_limit", "schema_migration", "sqlite_sequence"}
SCHEMA = {
    "sqlite": "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name <> 'schema_migration' ORDER BY 1, 2",
    "postgresql": """
        SELECT 'column', table_name || '.' || column_name, data_type || is_nullable || coalesce(column_default, '')
        || is_identity FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'schema_migration'
        UNION SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'schema_migration'
        UNION SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'schema_migration'
        UNION SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        ORDER BY 1, 2, 3""",
}
CONSTRAINTS = """
SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'u', 'f', 'x')
AND conrelid::regclass::text <> 'schema_migration'
UNION SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND starts_with(indexdef, 'CREATE UNIQUE')
AND right(indexname, 4) <> 'pkey' AND tablename <> 'schema_migration'
"""


def schema() -> list[tuple[Any, ...]]:
    return database.execute_sql(SCHEMA["sqlite" if is_sqlite() else "postgresql"]).fetchall()


@pytest.fixture
def empty(engine: Engine, db: Any, tmp_path: Path) -> Iterator[None]:
    """The database is one without tables."""
    url = f"sqlite:///{tmp_path / 'empty.db'}" if is_sqlite() else engine.kind.empty()
    made = core_db.connect(url)
    yield
    databases.close(made)
    database.initialize(db)


def test_migrations_go_up_down_to_nothing_and_up_to_the_same(empty: None):
    before, runner = schema(), core_db.runner(core_db.MIGRATIONS)
    names = runner.up()
    assert names == sorted(path.stem for path in Path(core_db.MIGRATIONS).glob("*.py"))
    made = schema()
    assert runner.up() == []
    core_db.runner(core_db.MIGRATIONS).down(names[0])
    left = [row for row in schema() if row[1] != "sqlite_sequence"]
    assert left == before, "what is left when all is taken back"
    core_db.runner(core_db.MIGRATIONS).up()
    assert schema() == made


def test_each_migration_can_be_taken_back_alone(empty: None):
    steps = []
    for name in sorted(path.stem for path in Path(core_db.MIGRATIONS).glob("*.py")):
        before = schema()
        core_db.runner(core_db.MIGRATIONS).up(name)
        steps.append((name, before))
    for name, before in reversed(steps):
        core_db.runner(core_db.MIGRATIONS).down(name)
        assert [row for row in schema() if row[1] != "sqlite_sequence"] == [
            row for row in before if row[1] != "sqlite_sequence"
        ], name


def test_whoever_was_an_adviser_can_still_decide_and_back(empty: None):
    """0017 splits the role that could do all of it."""
    runner = core_db.runner(core_db.MIGRATIONS)
    runner.up("0016_identity")
    for n, role in enumerate(("adviser", "administrator", "adviser"), 1):
        of_staff = {"realm": "staff", "issuer": "i", "subject": f"{n}", "created_at": AT, "signed_in_at": AT}
        insert("account", {"id": n} | of_staff)
        insert("staff_member", {"account_id": n, "name": "Sam", "email": f"sam{n}@example.com", "totp_step": 0})
        insert("staff_role", {"account_id": n, "role": role})
    runner.up("0017_roles")
    assert roles() == [(1, "adviser"), (1, "assessor"), (2, "administrator"), (3, "adviser"), (3, "assessor")]
    insert("staff_role", {"account_id": 2, "role": "senior_assessor"})
    database.execute_sql("DELETE FROM staff_role WHERE role = 'adviser' AND account_id = 3")
    insert("staff_role", {"account_id": 3, "role": "auditor"})
    runner.down("0017_roles")
    assert roles() == [(1, "adviser"), (2, "administrator"), (2, "adviser"), (3, "adviser")]


def roles() -> list[tuple[Any, ...]]:
    return database.execute_sql("SELECT account_id, role FROM staff_role ORDER BY 1, 2").fetchall()


def models() -> list[type[Model]]:
    for path in sorted(PACKAGE.glob("*/*models.py")):
        importlib.import_module(f"westminster.{path.parent.name}.{path.stem}")
    return [model for model in Model.__subclasses__() if model.__module__.startswith("westminster.")]


def test_models_have_the_columns_of_their_tables():
    for model in models():
        table = model._meta.table_name
        told = {field.column_name: field.null for field in model._meta.sorted_fields}
        there = {column.name: column.null and not column.primary_key for column in database.get_columns(table)}
        assert told == there, table
        keys = {key.column: key.dest_table for key in database.get_foreign_keys(table)}
        fields = {field.column_name: field.rel_model._meta.table_name for field in model._meta.refs}
        assert fields.items() <= keys.items(), table


def test_every_table_has_a_model():
    assert set(database.get_tables()) - {model._meta.table_name for model in models()} <= WITHOUT_MODEL


@pytest.fixture
def rows() -> None:
    """Three of each."""
    for table, row in ROWS.items():
        for n in (1, 2, 3):
            insert(table, row(n))


def insert(table: str, row: Row) -> None:
    names, marks = ", ".join(row), ", ".join([database.param] * len(row))
    database.execute_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def update(table: str, change: Row, n: int = 1) -> None:
    """Change one row."""
    where = {name: value for name, value in (ROWS.get(table, lambda _: {"id": 0})(n)).items() if name in key_of(table)}
    sets, wheres = (
        ", ".join(f"{c} = {database.param}" for c in change),
        " AND ".join(f"{c} = {database.param}" for c in where),
    )
    database.execute_sql(f"UPDATE {table} SET {sets} WHERE {wheres}", (*change.values(), *where.values()))


def key_of(table: str) -> list[str]:
    return database.get_primary_keys(table)


def refused(table: str, verb: Any, *what: Any) -> str:
    """The name of the constraint that said no; on SQLite its text."""
    with pytest.raises(peewee.IntegrityError) as error, atomic():
        verb(table, *what)
        pytest.fail(f"{table} takes {what}")
    raised = error.value.orig
    return str(raised if is_sqlite() else raised.diag.constraint_name)


def test_every_rule_of_the_tables_is_proved(rows: None):
    """CHECKs, uniques and foreign keys; on PostgreSQL, where they have names, none is left unproved."""
    proved = {refused(table, update, change) for table, changes in REFUSED.items() for change in changes}
    for table, change in ONCE:
        update(table, change, 1)
        proved.add(refused(table, update, change, 2))
    proved |= {refused("audit_entry", insert, ROWS["audit_entry"](4) | line) for line in NEW_LINES}
    for table in set(ROWS) - {"audit_entry"}:
        for key in database.get_foreign_keys(table):
            nobody = "nobody" if isinstance(ROWS[table](1).get(key.column), str) else 999_999
            proved |= {refused(table, update, {key.column: nobody}), refused(table, insert, ROWS[table](9))}
        for index in database.get_indexes(table):
            columns = [column for column in index.columns if column]
            if index.unique and all(ROWS[table](1).get(column) is not None for column in columns) and columns:
                proved.add(refused(table, update, {column: ROWS[table](1)[column] for column in columns}, 2))
    if not is_sqlite():
        unproved = {name for (name,) in database.execute_sql(CONSTRAINTS).fetchall()} - proved
        assert not unproved, "each needs a line in lawful.py"


def test_nothing_that_must_be_there_can_be_left_out(rows: None):
    for table, row in ROWS.items():
        for column in database.get_columns(table):
            if not column.null and column.name in row(1) and column.name != "id" and table != "audit_entry":
                refused(table, update, {column.name: None})


def test_what_others_refer_to_cannot_be_taken_away(rows: None):
    for table in ("resident", "card", "application", "evidence_file", "staff_member"):
        refused(table, lambda name: database.execute_sql(f"DELETE FROM {name}"))
