import peewee
import pytest

from westminster.audit.cli import verify_command
from westminster.audit.models import AuditEntry
from westminster.audit.service import about, record, verify
from westminster.core.db import atomic, database, is_sqlite


@pytest.fixture
def trail():
    for n in range(4):
        record("card.stopped", actor="resident:1", subject=f"card:{n}", reason="lost", n=n)


def by_force(sql):
    """What somebody with the database's own password could do."""
    if is_sqlite():
        for name in ("audit_entry_no_UPDATE", "audit_entry_no_DELETE"):
            database.execute_sql(f"DROP TRIGGER {name}")
    else:
        database.execute_sql("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
    database.execute_sql(sql)


def nth(n):
    return AuditEntry.select().order_by(AuditEntry.id)[n]


def test_an_untouched_trail_is_unbroken(trail):
    verdict = verify()
    assert (verdict.rows, verdict.bad_id, verdict.head) == (4, None, nth(3).hash)


def test_an_empty_trail_is_unbroken():
    assert verify().bad_id is None


@pytest.mark.parametrize("sql", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_a_line(trail, sql):
    with pytest.raises(peewee.IntegrityError, match="append only"), atomic():
        database.execute_sql(sql)


@pytest.mark.parametrize("column", ["at", "act", "actor", "subject", "detail", "previous", "hash"])
def test_a_changed_column_is_found_and_its_row_named(trail, column):
    value = {"at": "2026-01-01T00:00:00.000000+00:00", "hash": "0" * 64}.get(column, "changed")
    by_force(f"UPDATE audit_entry SET {column} = '{value}' WHERE id = {nth(1).id}")
    assert verify().bad_id == nth(1).id


def test_a_row_taken_out_is_found_at_the_next_one(trail):
    after = nth(2).id
    by_force(f"DELETE FROM audit_entry WHERE id = {nth(1).id}")
    assert verify().bad_id == after


def test_the_command_names_the_bad_row_and_fails(app, trail):
    by_force(f"UPDATE audit_entry SET actor = 'x' WHERE id = {nth(1).id}")
    result = app.test_cli_runner().invoke(verify_command)
    assert result.exit_code == 1
    assert f"row {nth(1).id}" in result.output


def test_rows_cut_off_at_the_end_show_against_a_head_kept_elsewhere(app, trail):
    head = verify().head
    by_force(f"DELETE FROM audit_entry WHERE id = {nth(3).id}")
    run = app.test_cli_runner().invoke
    assert run(verify_command).exit_code == 0
    assert run(verify_command, ["--head", head]).exit_code == 1


def test_lines_about_a_thing_come_newest_first(trail):
    record("card.restored", actor="resident:1", subject="card:1")
    assert [entry.act for entry in about("card:1")] == ["card.restored", "card.stopped"]
    assert [entry.act for entry in about("card:1", ("card.stopped",))] == ["card.stopped"]


def test_a_line_written_in_a_transaction_that_fails_was_never_written():
    with pytest.raises(ZeroDivisionError), atomic():
        record("card.stopped", actor="system", subject="card:1")
        1 / 0  # noqa: B018
    assert AuditEntry.select().count() == 0
