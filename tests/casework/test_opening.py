"""Every way to open somebody's record has a reason, and the person reads of it."""

import json

import pytest

from tests.accounts.staff import lines
from tests.browsing import Client
from tests.casework.cases import decide, make_case
from tests.factories import make_staff
from westminster.casework.models import CaseNote, CaseSeen
from westminster.home.seen import TOLD

READ = {
    "kind": "utility_bill",
    "ending": "1234",
    "name": "A. Rahman",
    "address": "12 Lisson Street",
    "dated_on-day": "1",
    "dated_on-month": "11",
    "dated_on-year": "2026",
}


@pytest.fixture
def closed():
    """A case that somebody else decided."""
    return decide(make_case(papers=1), make_staff(name="Hana Clarke"), "refused", "outside")


def at(case, rest: str = "") -> str:
    return f"/staff/cases/{case.public_id}{rest}"


def whys() -> list[str]:
    return [json.loads(detail)["why"] for _, _, detail in lines("person.read")]


def told(client: Client, case) -> str:
    client.sign_in(case.resident.account_id)
    return client.get_page("/account").main


@pytest.mark.parametrize("role", ["adviser", "assessor", "senior_assessor"])
def test_a_closed_case_opens_for_a_reason_that_the_person_reads(client: Client, closed, role: str):
    client.sign_in(make_staff(role).account_id)
    page = client.get_page(at(closed))
    assert page.h1 == "Why do you open it?"
    assert whys() == []
    page = client.post_form(page, {"why": "mistake"})
    assert page.url == at(closed)
    assert "Refused on 20 November 2026." in page.main
    assert whys() == ["mistake"]
    assert str(TOLD["mistake"]) in told(client, closed)


@pytest.mark.parametrize("rest", ["/letter", "/in-person", "/papers/x/1"])
def test_no_page_of_a_closed_case_is_a_way_around(client: Client, closed, rest: str):
    client.sign_in(make_staff().account_id)
    assert client.get(at(closed, rest)).location.startswith(f"/staff/people/{closed.resident.public_id}/why")


def test_nothing_is_sent_to_a_closed_case_without_a_reason(client: Client, closed):
    client.sign_in(make_staff().account_id)
    page = client.get_page("/staff/people")
    token = next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")
    answer = client.post(at(closed, "/notes"), data={"csrf_token": token, "text": ""})
    assert "/why" in answer.location
    assert CaseNote.select().count() == 0


def test_a_note_typed_for_longer_than_an_hour_is_kept(client: Client, closed, clock):
    staff = make_staff()
    client.sign_in(staff.account_id)
    page = client.post_form(at(closed), {"why": "called"})
    for _ in range(5):
        clock.move(minutes=14)
        client.get_page("/staff")
    client.post_form(page, {"text": "She will call again."}, button="Keep the note")
    assert CaseNote.get().text == "She will call again."
    assert client.get_page(at(closed)).h1 == "Why do you open it?"


@pytest.mark.parametrize("role", ["adviser", "assessor", "senior_assessor"])
def test_an_open_case_is_a_reason(client: Client, role: str):
    case = make_case(papers=1)
    client.sign_in(make_staff(role).account_id)
    client.get_page(at(case))
    assert whys() == ["case"]
    assert str(TOLD["case"]) in told(client, case)


def test_a_page_of_a_file_alone_is_a_look_too(client: Client):
    case = make_case(papers=1)
    client.sign_in(make_staff().account_id)
    client.get(at(case, "/papers/x/1"))
    assert whys() == ["case"]


def test_what_is_done_to_a_card_is_a_look_too(client: Client, closed):
    client.sign_in(make_staff("adviser").account_id)
    client.post_form(f"/staff/people/{closed.resident.public_id}", {"why": "here"})
    assert whys() == ["here"]


def test_a_library_worker_gives_a_reason_also_where_there_is_a_case(client: Client):
    case = make_case()
    client.sign_in(make_staff("library_worker").account_id)
    page = client.get_page(f"/staff/people/{case.resident.public_id}")
    assert page.h1 == "Why do you open it?"
    page = client.post_form(page, {"why": "here"})
    assert at(case, "/in-person") in page.html
    assert f'"{at(case)}"' not in page.html
    client.get_page(at(case), status=403)
    page = client.post_form(page.link("Write down a paper that they show you"), READ)
    assert page.h1 == case.resident.full_name
    assert CaseSeen.get().name == "A. Rahman"
    assert whys() == ["here", "here"]  # the page, and the case that the paper was written down in
    assert str(TOLD["here"]) in told(client, case)


def test_a_library_worker_writes_nothing_down_without_a_reason(client: Client):
    case = make_case()
    client.sign_in(make_staff("library_worker").account_id)
    page = client.get_page(at(case, "/in-person"))
    assert page.h1 == "Why do you open it?"
    assert client.post_form(page, {"why": "here"}).h1 == case.resident.full_name
