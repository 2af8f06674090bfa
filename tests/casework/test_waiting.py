"""A paper shown to a worker by somebody for whom no list could say yes: what is written down, and what is not."""

from datetime import date

import pytest

from tests.browsing import Client
from tests.factories import make_proof, make_resident, make_staff
from westminster.evidence.models import EvidenceFile
from westminster.proofs.models import Proof
from westminster.sources import asking
from westminster.sources.models import SourceAsk

SEEN = {"shown": "yes", "kind": "student_card", "ending": "4817"}
SEEN |= {"until_on-day": "1", "until_on-month": "9", "until_on-year": "2027"}
NO_DAY = {"until_on-day": "", "until_on-month": "", "until_on-year": ""}


@pytest.fixture
def worker(client: Client) -> Client:
    """Tariq Malik of a library; Maria Santos waits to show that she is a student."""
    maria = make_resident(full_name="Maria Santos", surname="Santos", address=["1 Long Street"])
    make_proof(maria)
    asking.wait_for_person(maria, "student")
    client.sign_in(make_staff("library_worker", name="Tariq Malik").account_id)
    return client


def at() -> str:
    return f"/staff/waiting/{SourceAsk.get().public_id}"


def shown() -> list[Proof]:
    return list(Proof.select().where(Proof.source == "in_person"))


def test_kind_end_of_the_number_date_and_who_saw_it_are_kept_and_no_copy(worker: Client):
    worker.post_form(at(), SEEN)
    (proof,) = shown()
    assert proof.until_on == date(2027, 9, 1)
    told = {"kind": "student_card", "ending": "4817", "dated_on": None, "ask": SourceAsk.get().id}
    assert told.items() <= proof.detail.items()
    assert not EvidenceFile.select().exists()
    page = worker.post_form(f"/staff/people/{proof.resident.public_id}/why", {"why": "here"})
    said = "number ending 4817, shown in person to Tariq Malik on 20 November 2026 and not copied"
    assert f"Student card, such as TOTUM, {said}" in page.main


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"kind": ""}, "kind", "Select the kind of paper"),
        ({"kind": "tenancy"}, "kind", "Select the kind of paper"),
        ({"ending": ""}, "ending", "Enter the last 4 letters or numbers"),
        ({"ending": "12345"}, "ending", "Enter the last 4 letters or numbers, or fewer"),
        (NO_DAY, "dated_on-day", "Enter the date on it or when it ends"),
        ({"until_on-year": "2025"}, "dated_on-day", "This paper is too old to show it"),
        (
            {"dated_on-day": "1", "dated_on-month": "1", "dated_on-year": "2027"},
            "dated_on-day",
            "The date on the paper must be today or in the past",
        ),
    ],
)
def test_a_paper_that_cannot_be_is_told_and_proves_nothing(worker: Client, typed: dict, field: str, words: str):
    page = worker.post_form(at(), SEEN | typed, status=422)
    assert list(page.errors) == [field]
    assert page.errors[field].startswith(words)
    assert shown() == []


def test_a_paper_is_as_new_as_its_category_wants_it(worker: Client):
    SourceAsk.update(category="lives_in_westminster").execute()
    Proof.delete().execute()
    bill = SEEN | NO_DAY | {"kind": "utility_bill", "dated_on-month": "8", "dated_on-year": "2026"}
    assert "It must show this home: 1 Long Street" in worker.get_page(at()).main
    page = worker.post_form(at(), bill | {"dated_on-day": "20"}, status=422)
    assert page.errors["dated_on-day"] == "This paper is too old to show it: From the last 3 months"
    page = worker.post_form(at(), SEEN | {"kind": "utility_bill"}, status=422)
    assert page.errors["dated_on-day"] == "Enter the date on it"
    worker.post_form(at(), bill | {"dated_on-day": "21"})
    (proof,) = shown()
    assert proof.detail["dated_on"] == "2026-08-21"


def test_a_no_needs_nothing_more(worker: Client):
    worker.post_form(at(), {"shown": "no"})
    assert shown() == []
    assert asking.waiting() == []


def test_where_somebody_lives_is_shown_only_to_compare_it(worker: Client):
    assert "Long Street" not in worker.get_page(at()).main
