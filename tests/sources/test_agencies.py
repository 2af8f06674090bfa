from datetime import date

import pytest

from tests.demo.running import running
from tests.factories import make_proof, make_resident, make_staff
from westminster.core import settings
from westminster.core.settings import SettingsError
from westminster.proofs.models import Proof
from westminster.sources import asking
from westminster.sources.models import SourceAsk


@pytest.fixture
def college(tmp_path, configure):
    """The demo's college answers for students."""
    with running(tmp_path) as up:
        configure(agencies=up.settings.agencies)
        yield up.stand_ins


@pytest.fixture
def maria(client):
    resident = make_resident(full_name="Maria Santos", surname="Santos")
    make_proof(resident)
    client.sign_in(resident.account_id)
    return resident


def test_an_agency_that_knows_somebody_is_proof_enough(college, client, maria):
    page = client.get_page("/prove/student")
    assert "Thameside College" in page.main
    page = client.post_form(page, {"number": "TC204817"})
    assert "You have shown this, until 19 November 2027." in page.main
    proof = Proof.get(Proof.fact == "student")
    assert (proof.source, proof.until_on) == ("eligibility_api", date(2027, 11, 19))
    assert "TC204817" not in str(list(SourceAsk.select().tuples())) + str(proof.detail)


def test_an_agency_that_does_not_is_no_refusal(college, client, maria):
    page = client.post_form("/prove/student", {"number": "TC999999"})
    assert "We could not find you there. That is not a no: a person looks." in page.main
    page = client.post_form(page, {"number": "TC204817"})
    assert "You have shown this" in page.main
    assert asking.waiting() == []


@pytest.mark.parametrize(
    ("number", "error"), [("", "Enter your number"), ("1", "Check the number: Thameside College has none like this.")]
)
def test_a_number_that_cannot_be_is_said_at_once(college, client, maria, number, error):
    page = client.post_form("/prove/student", {"number": number}, status=422)
    assert page.errors == {"number": error}


def test_an_agency_that_does_not_answer_costs_no_try_and_shows_to_staff(college, client, maria):
    college.trouble["eligibility"] = "down"
    page = client.post_form("/prove/student", {"number": "TC204817"})
    assert "Nobody can tell us just now. That is not a no: a person looks." in page.main
    assert asking.tries_left(maria.id, "student") == 5
    client.sign_in(make_staff("administrator").account_id)
    assert "Cannot tell: the newest question had no answer" in client.get_page("/staff/sources").main
    college.trouble.clear()
    assert asking.check(maria, "student", "TC204817")
    assert "Last answer at 10am, 20 November 2026" in client.get_page("/staff/sources").main


@pytest.mark.parametrize("category", ["studant", "key_worker"])
def test_an_agency_for_no_category_that_takes_its_word_is_said_at_the_start(college, configure, category):
    asking.check_agencies()
    configure(agencies={category: settings.current().agencies["student"]})
    with pytest.raises(SettingsError, match=f"ELIGIBILITY_{category.upper()}_URL: {category} is no category"):
        asking.check_agencies()


def test_who_asked_when_we_were_stopped_half_way_waits_for_a_person(college, maria):
    def stopped(*_):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        asking.check(maria, "student", "TC204817", ask=stopped)
    assert [one.resident_id for one in asking.waiting()] == [maria.id]
    assert not asking.standing(maria.id, "student").not_found
    assert asking.tries_left(maria.id, "student") == 4
