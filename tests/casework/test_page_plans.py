"""The pages staff have open all day read nothing whole: every question each asks, as both engines would go about it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.browsing import Client
from tests.casework.cases import make_case, open_by
from tests.casework.test_queue import fill
from tests.factories import make_card, make_proof, make_resident, make_staff
from westminster.core.db import database, is_sqlite

# Few rows however large the city.
SMALL = {"staff_member", "staff_role"}
Ask = tuple[str, Any]


@contextmanager
def noted() -> Iterator[list[Ask]]:
    """The questions that are asked meanwhile."""
    asked: list[Ask] = []
    execute = database.obj.execute_sql

    def noting(sql: str, params: Any = None, *rest: Any, **named: Any) -> Any:
        if sql.lstrip().startswith("SELECT"):
            asked.append((sql, params))
        return execute(sql, params, *rest, **named)

    database.obj.execute_sql = noting
    try:
        yield asked
    finally:
        del database.obj.execute_sql


def read_whole(asked: list[Ask]) -> set[str]:
    """The tables that some question reads from end to end."""
    how, scan = ("EXPLAIN QUERY PLAN", r"SCAN (\w+)$") if is_sqlite() else ("EXPLAIN", r"Seq Scan on (\w+)")
    if not is_sqlite():
        database.execute_sql("SET LOCAL enable_seqscan = off")  # so few rows it would read whole
    whole = set()
    for sql, params in asked:
        names = dict(re.findall(r'"?(\w+)"? AS "?(\w+)"?', sql))
        tables = {alias: table for table, alias in names.items()}
        for row in database.execute_sql(f"{how} {sql}", params).fetchall():
            if found := re.search(scan, str(row[-1])):
                whole.add(tables.get(found.group(1), found.group(1)))
    return whole & set(database.get_tables()) - SMALL


def queue(client: Client, _: str) -> None:
    client.get_page("/staff")


def looking(client: Client, _: str) -> None:
    client.post_form("/staff/people", {"typed": "Amina Rahmann"})


def case(client: Client, public_id: str) -> None:
    client.get_page(f"/staff/cases/{public_id}")


@pytest.mark.parametrize("visit", [queue, looking, case])
def test_no_page_of_casework_reads_a_table_whole(client: Client, visit: Callable[[Client, str], None]):
    staff, resident = make_staff(), make_resident(full_name="Amina Rahman", surname="Rahman")
    make_proof(resident)
    make_card(resident)
    model = make_case(make_resident(full_name="Amina Rahman", surname="Rahman"), papers=2)
    open_by(model, staff)
    fill(300)
    client.sign_in(staff.account_id)
    visit(client, model.public_id)
    with noted() as asked:
        visit(client, model.public_id)
    assert len(asked) > 5
    assert read_whole(asked) == set()


def test_a_question_without_an_index_is_noticed():
    fill(300)
    with noted() as asked:
        list(database.execute_sql("SELECT id FROM application WHERE answers LIKE 'x'"))
    assert read_whole(asked) == {"application"}
