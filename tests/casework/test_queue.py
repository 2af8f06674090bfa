"""The queue: order, filters, search, pages, and what it costs."""

import re
from datetime import date, timedelta

import pytest

from tests.browsing import Client
from tests.casework.cases import decide, make_case
from tests.factories import make_application, make_card, make_resident, make_staff
from westminster.applications import afterwards
from westminster.applications.models import Application
from westminster.casework import caseload, owning
from westminster.casework.alike import others_like
from westminster.casework.search import look_for
from westminster.casework.tabs import BY_OWNER, TABS, Wanted, counts
from westminster.core.db import database, is_sqlite
from westminster.residents.models import Resident

BASE = 1_000_000  # ids beyond those that PostgreSQL has given to other tests by now


@pytest.fixture
def adviser(client: Client) -> Client:
    client.sign_in(make_staff().account_id)
    return client


def named(name, **columns):
    first, _, last = name.rpartition(" ")
    resident = make_resident(full_name=name, surname=last, **columns)
    return make_case(resident, first_name=first, last_name=last, postcode=resident.postcode)


def shown(page):
    return [e.text for e in page.all("a") if "/staff/cases/" in e.get("href", "")]


def fill(count, start=0):
    """Many open cases, quickly: all alike but for their day."""
    model = make_case()
    columns = {name: getattr(model, name) for name in ("answers", "saved_at", "submitted_at", "why_a_person", "status")}
    people = [
        {**Resident.get_by_id(model.resident_id).__data__, "id": BASE + n, "public_id": f"r{n}", "account": None}
        for n in range(start, start + count)
    ]
    cases = [
        {
            **columns,
            "public_id": f"c{n}",
            "reference": f"APP-{n:04}-0000",
            "resident": BASE + n,
            "due_on": date(2026, 12, 1) + timedelta(days=n % 50),
        }
        for n in range(start, start + count)
    ]
    Resident.insert_many(people).execute()
    Application.insert_many(cases).execute()


def test_the_oldest_comes_first(adviser: Client):
    for name, days in (("Wei Chen", 1), ("Eleanor Finch", 20), ("Ravi Shah", 5)):
        make_case(make_resident(full_name=name), days_ago=days, first_name=name.split()[0], last_name=name.split()[1])
    page = adviser.get_page("/staff")
    assert shown(page) == ["Eleanor Finch", "Ravi Shah", "Wei Chen"]
    assert "15 of 10, late" in page.main


def test_each_state_has_its_list(adviser: Client):
    staff = make_staff()
    decide(named("Asked Person"), staff, "more_needed", "newer")
    decide(named("Refused Person"), staff, "refused", "outside")
    taken_back = named("Gone Person")
    afterwards.withdraw(taken_back, actor=f"resident:{taken_back.resident_id}")
    named("New Person")
    make_application(make_resident(full_name="Draft Person"))
    assert shown(adviser.get_page("/staff")) == ["New Person"]
    assert shown(adviser.get_page("/staff?state=them")) == ["Asked Person"]
    assert shown(adviser.get_page("/staff?state=decided")) == ["Gone Person", "Refused Person"]


def test_only_one_reason(adviser: Client):
    named("No Match")
    make_case(make_resident(full_name="Young Person"), born_on="2015-01-01", first_name="Young", last_name="Person")
    page = adviser.get_page("/staff?why=under_16")
    assert shown(page) == ["Young Person"]
    assert "Only: Under 16" in page.main


@pytest.mark.parametrize("query", ["state=nonsense", "why=nonsense", "state=found"])
def test_a_filter_that_is_none_leads_to_the_queue(adviser: Client, query: str):
    assert adviser.get_page(f"/staff?{query}").url == "/staff"


@pytest.mark.parametrize("where", ["after=nothing", "before=nothing", "after=1&before=2"])
def test_a_place_that_is_none_shows_an_empty_list(adviser: Client, where: str):
    named("Wei Chen")
    assert shown(adviser.get_page(f"/staff?{where}")) == []


def test_an_empty_queue_says_where_work_is(adviser: Client):
    assert "No case waits for anybody" in adviser.get_page("/staff").main
    decide(named("Wei Chen"), make_staff(), "more_needed", "newer")
    assert "1 waits for the person" in adviser.get_page("/staff").main
    named("Ravi Shah")
    page = adviser.get_page("/staff?why=under_16")
    assert "1 case waits for us. The oldest is on day 0 of 10." in page.main


def test_pages_go_on_and_back_without_a_gap():
    fill(60)
    seen, after = [], ""
    while after is not None:
        page = caseload.listed(Wanted("us", 0), after=after)
        seen += [row.public_id for row in page.rows]
        last, after = page, page.after
    assert len(seen) == len(set(seen)) == 61
    assert last.before == last.rows[0].public_id
    back = caseload.listed(Wanted("us", 0), before=last.before)
    assert [row.public_id for row in back.rows] == seen[25:50]
    first = caseload.listed(Wanted("us", 0), before=back.before)
    assert [row.public_id for row in first.rows] == seen[:25]
    assert (first.before, first.after) == (None, seen[24])


@pytest.mark.parametrize(
    "typed",
    [
        "Zieli",
        "zieliński",
        "ZIELIŃSKI",
        "Tomasz Zieliński",
        "Zieliński Tomasz",
        "Zieliński, Tomasz",
        "W2 1RD",
        "w21rd",
        "Zieliński W2 1RD",
        "w2 1rd zieli",
        "tomasz@example.com",
        "07700 900777",
    ],
)
def test_find_by(typed: str):
    found = named("Tomasz Zieliński", postcode="W2 1RD", email="tomasz@example.com", mobile="+447700900777")
    Resident.update(email="tomasz@example.com", mobile="+447700900777").where(
        Resident.id == found.resident_id
    ).execute()
    named("Amina Rahman")
    assert [one.full_name for one in look_for(typed).people] == ["Tomasz Zieliński"]


def test_find_by_reference_and_by_card_number():
    case = named("Tomasz Zieliński")
    card = make_card(case.resident)
    for typed in (case.reference, case.reference.lower().replace("-", " "), card.number, card.number[4:]):
        assert [one.full_name for one in look_for(typed).people] == ["Tomasz Zieliński"], typed


@pytest.mark.parametrize(
    "typed", ["", "  ", "%", "_", "'; --", "Rahman Khan", "NW8 8EU Khan", "x" * 150, "WMN-0000-0000-000"]
)
def test_find_nobody(typed: str):
    named("Amina Rahman")
    assert look_for(typed).people == []


def test_a_name_that_could_be_a_reference_is_found():
    named("Anne Appleby-Ng")
    assert look_for("Appleby-Ng").people


def test_looking_for_a_case_keeps_the_name_out_of_the_address(adviser: Client):
    named("Tomasz Zieliński")
    page = adviser.post_form("/staff", {"typed": "zieliński"}, button="Find")
    assert shown(page) == ["Tomasz Zieliński"]
    assert page.url == "/staff?state=found"


def plans(act) -> str:
    """How the engine goes about every question that `act` asks about cases and people."""
    asked, execute = [], database.obj.execute_sql

    def noting(sql, params=None, *args, **kwargs):
        if re.search('FROM "(application|resident|resident_word|name_word)"', sql):
            asked.append((sql, params))
        return execute(sql, params, *args, **kwargs)

    database.obj.execute_sql = noting
    try:
        act()
    finally:
        del database.obj.execute_sql
    if not is_sqlite():
        for way in ("seqscan", "sort"):  # what it would choose for a few hundred rows
            database.execute_sql(f"SET LOCAL enable_{way} = off")
    how = "EXPLAIN QUERY PLAN" if is_sqlite() else "EXPLAIN"
    rows = [row for sql, params in asked for row in database.execute_sql(f"{how} {sql}", params).fetchall()]
    return "\n".join(str(row[-1]) for row in rows)


def explained(query):
    """How the engine goes about a query."""
    sql, values = query.sql()
    if is_sqlite():
        return "\n".join(row[3] for row in database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values))
    for way in ("seqscan", "bitmapscan", "sort"):  # what it would choose for a few hundred rows
        database.execute_sql(f"SET LOCAL enable_{way} = off")
    return "\n".join(row[0] for row in database.execute_sql(f"EXPLAIN {sql}", values))


@pytest.mark.parametrize(
    "place", [{"after": "", "before": ""}, {"after": "c20", "before": ""}, {"after": "", "before": "c20"}]
)
@pytest.mark.parametrize("why", ["", "no_match"])
@pytest.mark.parametrize("state", TABS)
def test_a_page_is_read_from_an_index_in_its_order(state: str, why: str, place: dict[str, str]):
    fill(300)
    plan = explained(caseload._query(Wanted(state, 7, why), **place))
    assert "application_" in plan
    for bad in ("SCAN application", "SCAN t1", "Seq Scan on application", "USE TEMP B-TREE", "Sort"):
        assert bad not in plan, plan


@pytest.mark.parametrize("owner", [None, 7])
@pytest.mark.parametrize("state", BY_OWNER)
def test_a_colleagues_page_is_read_from_an_index_in_its_order(state: str, owner: int | None):
    fill(300)
    plan = explained(caseload._query(Wanted(state, 7, "no_match", owner), after="", before=""))
    for bad in ("SCAN application", "SCAN t1", "Seq Scan on application", "USE TEMP B-TREE", "Sort"):
        assert bad not in plan, plan


def test_what_is_counted_taken_next_and_compared_is_read_from_an_index():
    staff, model = make_staff(), make_case(make_resident(full_name="Sam Okoro"), first_name="Sam", last_name="Okoro")
    fill(300)

    def act() -> None:
        counts(staff.account_id)
        owning.take_next(staff.account_id)
        others_like(model.resident, date(2026, 11, 20))

    plan = plans(act)
    for bad in ("SCAN application", "SCAN resident", "SCAN t1", "Seq Scan on application", "Seq Scan on resident"):
        assert bad not in plan, plan
    assert "USE TEMP B-TREE" not in plan, plan


def test_a_page_asks_as_often_for_many_cases_as_for_few(adviser: Client):
    fill(2)
    adviser.get_page("/staff")
    few = queries(lambda: adviser.get_page("/staff"))
    fill(60, start=100)
    assert queries(lambda: adviser.get_page("/staff")) == few


def queries(act):
    """How many statements `act` makes."""
    count, execute = [0], database.obj.execute_sql

    def counting(*args, **kwargs):
        count[0] += 1
        return execute(*args, **kwargs)

    database.obj.execute_sql = counting
    try:
        act()
    finally:
        del database.obj.execute_sql
    return count[0]


def test_what_is_late_is_late_by_working_days(adviser: Client):
    make_case(days_ago=14)
    make_case(make_resident(), days_ago=11)
    main = adviser.get_page("/staff").main
    assert "10 of 10, due today" in main
    assert "9 of 10, due next day" in main
