"""The trail as an auditor reads it."""

from datetime import date

import pytest

from tests.accounts.staff import lines
from tests.browsing import Client
from tests.casework.test_queue import explained
from tests.factories import make_resident, make_staff
from tests.page import Page, text_of
from westminster.accounts import staff
from westminster.audit.models import AuditEntry
from westminster.audit.service import record
from westminster.oversight import trail
from westminster.oversight.trail import A_PAGE, Wanted


@pytest.fixture
def auditor(client: Client):
    member = make_staff("auditor", name="Sunil Rao")
    client.sign_in(member.account_id)
    return member


@pytest.fixture
def hana():
    return make_staff(name="Hana Clarke")


def shown(page: Page) -> list[str]:
    return [text_of(row) for row in page.all("tr")][1:]


def fill(count: int, act: str = "case.noted", actor: str = "system") -> None:
    for n in range(count):
        record(act, actor=actor, subject=f"application:{n}")


def test_the_newest_line_comes_first_with_names_of_staff_only(client: Client, auditor, hana):
    resident = make_resident()
    record("person.read", actor=f"staff:{hana.account_id}", subject=f"resident:{resident.id}", why="called", at="x")
    record("staff.left", actor="system", subject=f"staff:{hana.account_id}")
    page = client.get_page("/staff/audit")
    who = f"Hana Clarke (staff:{hana.account_id})"
    assert shown(page)[1:] == [
        f"10am, 20 November 2026 system staff.left {who} –",
        f"10am, 20 November 2026 {who} person.read resident:{resident.id} at: x, why: called",
    ]
    assert resident.full_name not in page.html


def test_reading_it_is_a_line_once_an_hour_for_each_question(client: Client, auditor, clock):
    for _ in range(3):
        client.get_page("/staff/audit")
    client.get_page("/staff/audit?act=audit.read")
    assert lines("audit.read") == [
        (f"staff:{auditor.account_id}", "trail", '{"on": null, "what": null, "who": null}'),
        (f"staff:{auditor.account_id}", "trail", '{"on": null, "what": "audit.read", "who": null}'),
    ]
    clock.move(hours=1)
    client.sign_in(auditor.account_id)
    client.get_page("/staff/audit")
    assert len(lines("audit.read")) == 3


def test_only_what_is_asked_for(client: Client, auditor, hana, clock):
    fill(1, "case.noted", f"staff:{hana.account_id}")
    clock.move(days=1)
    client.sign_in(auditor.account_id)
    fill(1, "case.noted")
    who = staff.find(staff.named(hana.email).public_id).public_id
    day = {"on-day": "20", "on-month": "11", "on-year": "2026"}
    for query in ({"who": who}, {"act": "case.noted", **day}, {"who": who, "act": "case.noted", **day}):
        (line,) = shown(client.get_page("/staff/audit", query_string=query))
        assert f"staff:{hana.account_id}" in line, query
    assert (
        "There are no lines like that"
        in client.get_page("/staff/audit", query_string=day | {"who": who} | {"on-day": "19"}).main
    )


def test_a_day_is_whole_also_where_the_clock_was_put_back(client: Client, auditor, clock):
    fill(1, "first")
    clock.move(days=-2)
    fill(1, "second")
    clock.move(days=2)
    fill(1, "third")
    days = {"20": {"first", "third"}, "18": {"second"}}
    for day, acts in days.items():
        page = client.get_page(f"/staff/audit?on-day={day}&on-month=11&on-year=2026")
        assert {act for act in ("first", "second", "third") if f" {act} " in " ".join(shown(page))} == acts


def test_a_page_ends_and_the_next_goes_on_where_it_did(client: Client, auditor):
    fill(A_PAGE + 5)
    page = client.get_page("/staff/audit?act=case.noted")
    assert len(shown(page)) == A_PAGE
    rest = client.get_page(page.link("Older lines"))
    assert len(shown(rest)) == 5
    assert "Older lines" not in rest.main


@pytest.mark.parametrize("query", ["who=x", "act=king"])
def test_what_nobody_and_nothing_is_called_is_not_found(client: Client, auditor, query: str):
    client.get_page(f"/staff/audit?{query}", status=404)


@pytest.mark.parametrize("day", ["on-day=31&on-month=2&on-year=2026", "on-day=31&on-month=12&on-year=9999"])
def test_a_day_that_is_none_is_told(client: Client, auditor, day: str):
    page = client.get_page(f"/staff/audit?{day}", status=422)
    assert list(page.errors) == ["on-day"]


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "1.5"])
def test_a_place_that_is_none_is_no_error(client: Client, auditor, before: str):
    client.get_page(f"/staff/audit?before={before}")


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(before=100),
        Wanted(staff_id=1),
        Wanted(act="case.noted"),
        Wanted(on=date(2026, 11, 20)),
    ],
)
def test_a_page_is_read_from_an_index(wanted: Wanted):
    fill(300)
    plan = explained(AuditEntry.select().where(*trail._where(wanted)).order_by(AuditEntry.id.desc()).limit(A_PAGE))
    assert "TEMP B-TREE" not in plan
    assert "Seq Scan" not in plan


def test_acts_are_told_each_once():
    assert trail.acts() == []
    fill(3)
    fill(3, "card.stopped")
    assert trail.acts() == ["card.stopped", "case.noted"]


@pytest.mark.parametrize("role", ["adviser", "assessor", "administrator", "library_worker"])
def test_it_is_for_auditors(client: Client, role: str):
    client.sign_in(make_staff(role).account_id)
    page = client.get_page("/staff/audit", status=403)
    assert "Auditor" in page.main
