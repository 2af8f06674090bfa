"""What is unusual about reading is found by the worker, once, and looked at by an auditor."""

import json

import pytest

from tests.accounts.staff import lines
from tests.browsing import Client
from tests.casework.cases import make_case
from tests.factories import make_resident, make_staff
from westminster.audit.models import AuditEntry
from westminster.casework.reading import note_look
from westminster.core.errors import NotFound, Refused
from westminster.messages.models import Message
from westminster.oversight import service, watching
from westminster.oversight.models import ReadingFlag, ReadingFlagLine, ReadingWatched


@pytest.fixture
def hana():
    return make_staff(name="Hana Clarke")


@pytest.fixture
def auditor():
    return make_staff("auditor", name="Sunil Rao")


def look_at(staff, *residents, why: str = "called") -> None:
    for resident in residents:
        note_look(resident.id, actor=f"staff:{staff.account_id}", at=f"resident:{resident.id}", why=why)


def crowd(count: int) -> list:
    return [make_resident() for _ in range(count)]


def flagged() -> list[tuple[str, int]]:
    """(rule, number of lines) of each flag."""
    return [
        (flag.rule, ReadingFlagLine.select().where(ReadingFlagLine.flag == flag).count())
        for flag in ReadingFlag.select().order_by(ReadingFlag.id)
    ]


def test_thirty_people_opened_are_thirty_lines_and_one_flag(hana):
    look_at(hana, *crowd(30))
    watching.watch()
    assert len(lines("person.read")) == 30
    assert flagged() == [("many_in_an_hour", 30)]
    (flag,) = ReadingFlag.select()
    assert lines("reading.flagged") == [
        ("system", f"staff:{hana.account_id}", json.dumps({"flag": flag.id, "rule": "many_in_an_hour"}))
    ]


def test_usual_work_is_not_flagged(hana):
    look_at(hana, *crowd(19))
    watching.watch()
    assert flagged() == []


def test_looking_through_it_again_changes_nothing(hana):
    look_at(hana, *crowd(20))
    watching.watch()
    seen = flagged()
    watching.watch()
    ReadingWatched.update(last_entry_id=0).execute()
    watching.watch()
    assert flagged() == seen


def test_it_goes_on_where_it_was_and_counts_what_came_before(hana):
    look_at(hana, *crowd(12))
    watching.watch()
    look_at(hana, *crowd(8))
    watching.watch()
    assert flagged() == [("many_in_an_hour", 20)]


def test_many_lines_are_taken_in_parts(hana):
    look_at(hana, *crowd(20))
    watching.watch(at_once=7)
    assert flagged() == [("many_in_an_hour", 20)]


def test_each_is_counted_alone(hana):
    other = make_staff(name="Oliver Grant")
    look_at(hana, *crowd(15))
    look_at(other, *crowd(15))
    watching.watch()
    assert flagged() == []


def test_one_person_day_after_day(hana, clock):
    resident = make_resident()
    for _ in range(5):
        look_at(hana, resident)
        clock.move(hours=2)
    watching.watch()
    assert flagged() == [("again_and_again", 5)]
    assert ReadingFlag.get().about == f"resident:{resident.id}"


def test_at_night_five_are_enough(hana, clock):
    clock.move(hours=13)
    look_at(hana, *crowd(5))
    watching.watch()
    assert flagged() == [("out_of_hours", 5)]


def test_on_a_saturday_five_are_enough(hana, clock):
    clock.move(days=1)
    look_at(hana, *crowd(5))
    watching.watch()
    assert flagged() == [("out_of_hours", 5)]


def test_ones_own_surname_is_told_also_in_a_case(hana):
    resident = make_resident(full_name="Joan Clarke", surname="Clarke")
    note_look(resident.id, actor=f"staff:{hana.account_id}", at="application:1", why="case")
    watching.watch()
    assert flagged() == [("own_name", 1)]


def test_after_it_was_looked_at_more_of_the_same_is_a_new_flag(hana, auditor):
    look_at(hana, *crowd(20))
    watching.watch()
    service.look_at(ReadingFlag.get().public_id, "She moved a list.", staff_id=auditor.account_id)
    watching.watch()
    assert len(flagged()) == 1
    look_at(hana, *crowd(1))
    watching.watch()
    assert flagged() == [("many_in_an_hour", 20), ("many_in_an_hour", 21)]


def test_it_is_looked_at_once_and_never_by_whom_it_is_about(hana, auditor):
    look_at(hana, *crowd(20))
    watching.watch()
    public_id = ReadingFlag.get().public_id
    with pytest.raises(Refused):
        service.look_at(public_id, "All well.", staff_id=hana.account_id)
    service.look_at(public_id, "All well.", staff_id=auditor.account_id)
    with pytest.raises(Refused):
        service.look_at(public_id, "Again.", staff_id=auditor.account_id)
    with pytest.raises(NotFound):
        service.look_at("nothing", "x", staff_id=auditor.account_id)
    assert [actor for actor, *_ in lines("reading.looked_at")] == [f"staff:{auditor.account_id}"]
    assert ReadingFlag.get().note == "All well."


def test_auditors_are_told_once_and_without_names(hana, auditor):
    make_staff("auditor", "adviser", name="Ruth Adeyemi", email="ruth@example.com")
    make_staff("administrator", email="elena@example.com")
    look_at(hana, *crowd(20))
    watching.watch()
    look_at(hana, *crowd(1))
    watching.watch()
    told = list(Message.select().order_by(Message.id))
    assert sorted(one.address for one in told) == sorted([auditor.email, "ruth@example.com"])
    assert all(one.body.endswith("http://localhost/staff/audit/unusual") for one in told)
    assert "Hana" not in "".join(one.subject + one.body for one in told)


def test_an_auditor_is_not_told_about_themselves(auditor):
    both = make_staff("auditor", "adviser", name="Ruth Adeyemi", email="ruth@example.com")
    look_at(both, *crowd(20))
    watching.watch()
    assert [one.address for one in Message.select()] == [auditor.email]


# On pages


def test_an_auditor_sees_what_is_behind_a_flag_and_marks_it(client: Client, hana, auditor):
    residents = crowd(20)
    look_at(hana, *residents)
    watching.watch()
    client.sign_in(auditor.account_id)
    page = client.get_page(client.get_page("/staff/audit/unusual").link("Hana Clarke"))
    assert "Opened 20 people or more without a case within an hour." in page.main
    assert page.main.count("person.read") == 20
    assert f"resident:{residents[0].id}" in page.main
    assert residents[0].full_name not in page.html
    client.post_form(page, {"note": " "}, status=422)
    page = client.post_form(page, {"note": "She called them all about a closed library."})
    assert "You marked it as looked at." in page.main
    page = client.get_page(page.link("Hana Clarke"))
    assert "She called them all about a closed library." in page.main
    assert not page.forms()
    assert ("audit.read", f"flag:{ReadingFlag.get().id}") in [(e.act, e.subject) for e in AuditEntry.select()]


def test_nothing_is_blocked(client: Client, hana):
    look_at(hana, *crowd(30))
    watching.watch()
    client.sign_in(hana.account_id)
    case = make_case()
    client.get_page(f"/staff/cases/{case.public_id}")
