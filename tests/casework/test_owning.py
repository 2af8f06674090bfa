"""Whose case it is: the next, taking, taking over, giving, giving back, putting aside, and those of who has left."""

from datetime import date

import pytest

from tests.browsing import Client
from tests.casework.cases import decide, make_case
from tests.factories import make_resident, make_staff
from westminster.accounts import staff_team
from westminster.applications.models import Application
from westminster.audit.models import AuditEntry
from westminster.casework import owning
from westminster.casework.tabs import counts
from westminster.core.errors import Refused
from westminster.core.worker import drain


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def reader(client: Client, staff) -> Client:
    client.sign_in(staff.account_id)
    return client


def named(name: str, **about) -> Application:
    first, _, last = name.rpartition(" ")
    return make_case(make_resident(full_name=name, surname=last), first_name=first, last_name=last, **about)


def owner_of(case: Application) -> int | None:
    return Application.get_by_id(case.id).owner_id


def held_by(case: Application, member) -> Application:
    owning.take(case, staff_id=member.account_id)
    return Application.get_by_id(case.id)


def said(case: Application) -> list[str]:
    entries = AuditEntry.select().where(AuditEntry.subject == case.subject, AuditEntry.act.startswith("case."))
    return [entry.act for entry in entries.order_by(AuditEntry.id)]


def at(case: Application, rest: str = "owner") -> str:
    return f"/staff/cases/{case.public_id}/{rest}"


def test_the_next_case_is_the_oldest_that_is_nobodys(reader: Client, staff):
    named("Wei Chen", days_ago=1)
    oldest, taken = named("Ravi Shah", days_ago=3), named("Eleanor Finch", days_ago=5)
    held_by(taken, make_staff())
    page = reader.post_form("/staff", button="Take the next case")
    assert page.url == f"/staff/cases/{oldest.public_id}"
    assert "This case is yours now." in page.main
    assert owner_of(oldest) == staff.account_id


def test_nobody_gets_their_own_case_next(staff):
    named("Sam Okoro", days_ago=5)
    other = named("Wei Chen")
    assert owning.take_next(staff.account_id).id == other.id
    assert owning.take_next(staff.account_id) is None


def test_their_own_cases_do_not_hide_the_next(staff):
    for _ in range(owning._FEW + 1):
        named("Sam Okoro", days_ago=5)
    other = named("Wei Chen")
    assert owning.take_next(staff.account_id).id == other.id


def test_no_case_left_says_so(reader: Client):
    page = reader.post_form("/staff", button="Take the next case")
    assert page.url == "/staff?state=free"
    assert "There is no case left to take." in page.main


def test_who_decides_nothing_takes_no_next(client: Client):
    client.sign_in(make_staff("adviser").account_id)
    assert "Take the next case" not in client.get_page("/staff").main


def test_a_case_that_waits_for_the_person_is_not_the_next(staff):
    decide(named("Wei Chen"), make_staff(name="Hana Clarke"), "more_needed", "newer")
    assert owning.take_next(staff.account_id) is None


def test_take_and_give_back(reader: Client, staff):
    case = named("Wei Chen")
    page = reader.post_form(at(case), {"act": "take"})
    assert "This case is yours now." in page.main
    assert "Yours" in page.main
    assert owner_of(case) == staff.account_id
    assert "This case is nobody’s now." in reader.post_form(at(case), {"act": "back"}).main
    assert owner_of(case) is None
    assert said(case) == ["case.taken", "case.given_back"]


def test_taking_over_needs_a_reason(reader: Client, staff):
    case = held_by(named("Wei Chen"), make_staff(name="Hana Clarke"))
    page = reader.post_form(at(case), {"act": "over"}, status=422)
    assert page.errors == {"over": "Select why you take it over"}
    page = reader.post_form(at(case), {"act": "over", "over": "away"})
    assert owner_of(case) == staff.account_id
    assert "Took the case over: They are away" in page.main
    entry = AuditEntry.get(AuditEntry.act == "case.taken_over")
    assert '"why": "away"' in entry.detail


@pytest.mark.parametrize("act", ["take", "back", "assign", "up", "nonsense"])
def test_only_what_is_offered_can_be_done(reader: Client, act: str):
    hana = make_staff(name="Hana Clarke")
    case = held_by(named("Wei Chen"), hana)
    page = reader.post_form(at(case), {"act": act, "over": "away"}, status=422)
    assert page.errors == {"act": "Select what you want to do"}
    assert owner_of(case) == hana.account_id


def test_a_senior_assessor_gives_a_case_to_a_colleague(client: Client):
    senior, hana = make_staff("senior_assessor"), make_staff(name="Hana Clarke")
    make_staff("library_worker", name="Lin Library")
    client.sign_in(senior.account_id)
    case = named("Wei Chen")
    page = client.get_page(at(case))
    assert "Lin Library" not in page.main
    assert client.post_form(at(case), {"act": "assign"}, status=422).errors == {"colleague": "Select who gets it"}
    page = client.post_form(at(case), {"act": "assign", "colleague": hana.account.subject})
    assert "Hana Clarke has this case now." in page.main
    assert owner_of(case) == hana.account_id
    client.post_form(at(case), {"act": "back"})
    assert owner_of(case) is None


def test_nobody_is_given_their_own_case(client: Client):
    senior, wei = make_staff("senior_assessor"), make_staff(name="Wei Chen")
    client.sign_in(senior.account_id)
    case = named("Wei Chen")
    page = client.post_form(at(case), {"act": "assign", "colleague": wei.account.subject}, status=422)
    assert "Nobody has their own case" in page.main
    assert owner_of(case) is None


def test_a_case_taken_meanwhile_is_not_taken_again(staff):
    case = named("Wei Chen")
    held_by(case, make_staff(name="Hana Clarke"))
    with pytest.raises(Refused, match="Somebody else has this case"):
        owning.take(case, staff_id=staff.account_id)


@pytest.mark.parametrize("outcome", ["refused", "approved"])
def test_a_decided_case_is_nobodys_to_take(staff, outcome: str):
    case = decide(named("Wei Chen"), staff, outcome, *(["outside"] if outcome == "refused" else []))
    with pytest.raises(Refused, match="decided"):
        owning.take(case, staff_id=staff.account_id)
    assert owner_of(case) is None


def test_put_aside_and_it_comes_back_by_itself(reader: Client, staff, clock):
    case = held_by(named("Wei Chen"), staff)
    due_on = case.due_on
    form = reader.get_page(reader.get_page(at(case)).link("Put it aside until a day"))
    page = reader.post_form(form, {**day(2026, 11, 24), "why": "paper"})
    assert "put aside until 24 November 2026" in page.main
    assert "Put the case aside: A paper is on its way" in page.main
    assert "Wei Chen" not in reader.get_page("/staff?state=mine").main
    for tab in ("aside", "us"):
        shown = reader.get_page(f"/staff?state={tab}").main
        assert "Put aside until 24 November 2026: A paper is on its way." in shown
    clock.move(days=4)
    reader.sign_in(staff.account_id)
    assert "Wei Chen" in reader.get_page("/staff?state=mine").main
    assert "Put aside until" not in reader.get_page("/staff?state=us").main
    assert Application.get_by_id(case.id).due_on == due_on


def day(year: int, month: int, of_month: int) -> dict[str, str]:
    return {"until-day": str(of_month), "until-month": str(month), "until-year": str(year)}


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (day(2026, 11, 20), "The day must be in the future"),
        (day(2026, 12, 5), "The day must be within 10 working days"),
        ({}, "Enter the day on which it comes back"),
    ],
)
def test_not_aside_for_ever(reader: Client, staff, until, words: str):
    case = held_by(named("Wei Chen"), staff)
    page = reader.post_form(at(case, "aside"), {**until, "why": "paper"}, status=422)
    assert list(page.errors.values()) == [words]


def test_aside_to_the_last_day(reader: Client, staff):
    case = held_by(named("Wei Chen"), staff)
    reader.post_form(at(case, "aside"), {**day(2026, 12, 4), "why": "paper"})
    assert Application.get_by_id(case.id).aside_until == date(2026, 12, 4)


def test_only_ones_own_is_put_aside(reader: Client):
    case = named("Wei Chen")
    page = reader.post_form(at(case, "aside"), {**day(2026, 11, 24), "why": "paper"}, status=422)
    assert "This case is not yours. Take it first." in page.main


def test_go_on_with_what_was_put_aside(reader: Client, staff):
    case = held_by(named("Wei Chen"), staff)
    owning.put_aside(case, date(2026, 11, 24), "call", staff_id=staff.account_id)
    assert "You go on with this case." in reader.post_form(at(case), {"act": "up"}).main
    assert "Wei Chen" in reader.get_page("/staff?state=mine").main


def test_an_answer_of_the_person_brings_back_what_was_put_aside(staff):
    case = held_by(named("Wei Chen"), staff)
    owning.put_aside(case, date(2026, 11, 24), "paper", staff_id=staff.account_id)
    case = decide(case, staff, "more_needed", "newer")
    assert (case.owner_id, case.aside_until) == (staff.account_id, None)


def test_what_was_put_aside_is_put_aside_no_more_with_another(staff):
    case = held_by(named("Wei Chen"), staff)
    owning.put_aside(case, date(2026, 11, 24), "paper", staff_id=staff.account_id)
    owning.take_over(case, "away", staff_id=make_staff(name="Hana Clarke").account_id)
    assert Application.get_by_id(case.id).aside_until is None


def left(member) -> None:
    staff_team.leave(member.account_id, actor="system")


def now_in_the_library(member) -> None:
    staff_team.change_roles(member.account_id, ["library_worker"], actor="system")


@pytest.mark.parametrize("what", [left, now_in_the_library])
def test_the_cases_of_who_works_on_cases_no_more_are_nobodys(staff, what):
    case, waits = held_by(named("Wei Chen"), staff), held_by(named("Ravi Shah"), staff)
    decide(waits, make_staff(name="Hana Clarke"), "more_needed", "newer")
    what(staff)
    drain()
    assert (owner_of(case), owner_of(waits)) == (None, None)
    assert said(case)[-1] == "case.given_back"


def test_another_role_that_works_on_cases_keeps_them(staff):
    case = held_by(named("Wei Chen"), staff)
    staff_team.change_roles(staff.account_id, ["senior_assessor"], actor="system")
    drain()
    assert owner_of(case) == staff.account_id


def test_each_tab_counts_its_own(staff):
    decide(named("Asked Person"), staff, "more_needed", "newer")
    decide(named("Refused Person"), staff, "refused", "outside")
    held_by(named("Mine Late", days_ago=20), staff)
    aside = held_by(named("Mine Later"), staff)
    owning.put_aside(aside, date(2026, 11, 24), "call", staff_id=staff.account_id)
    held_by(named("Of Hana", days_ago=12), make_staff(name="Hana Clarke"))
    named("Nobodys Soon", days_ago=12)
    found = counts(staff.account_id)
    assert found.by_tab == {"mine": 1, "aside": 1, "free": 1, "us": 4, "soon": 3, "them": 1, "decided": 1}


def test_soon_is_two_working_days(reader: Client):
    """Friday 20 November 2026: the second working day is Tuesday."""
    for name, due_on in (("On Tuesday", date(2026, 11, 24)), ("On Wednesday", date(2026, 11, 25))):
        Application.update(due_on=due_on).where(Application.id == named(name).id).execute()
    page = reader.get_page("/staff?state=soon").main
    assert "On Tuesday" in page
    assert "On Wednesday" not in page


def test_only_those_of_a_colleague(reader: Client):
    hana = make_staff(name="Hana Clarke")
    held_by(named("Wei Chen"), hana)
    named("Ravi Shah")
    page = reader.get_page(f"/staff?owner={hana.account.subject}")
    assert "Wei Chen" in page.main
    assert "Ravi Shah" not in page.main
    assert "Only: Hana Clarke" in page.main
    assert reader.get_page("/staff?owner=nobody-we-know").url == "/staff"
