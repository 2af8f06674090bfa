"""Life events at the pages: what a person and staff do and see."""

import pytest

from tests.browsing import Client
from tests.factories import make_staff
from tests.life.people import HERE, a_holder, moved
from westminster.cards.models import Card
from westminster.core.clock import today
from westminster.life import naming
from westminster.life.models import Death, Move
from westminster.messages.models import Message
from westminster.residents.models import Resident
from westminster.residents.service import correct

TOLD = {
    "line_1": "7 Ashmill Street",
    "town": "London",
    "postcode": "nw88eu",
    "from_on-day": "20",
    "from_on-month": "11",
    "from_on-year": "2026",
}
DIED = {"died_on-day": "19", "died_on-month": "11", "died_on-year": "2026", "told_by": "family"}


@pytest.fixture
def resident() -> Resident:
    return a_holder()


def opened(client: Client, resident: Resident, *roles: str) -> str:
    client.sign_in(make_staff(*roles).account_id)
    at = f"/staff/people/{resident.public_id}"
    client.post_form(at, {"why": "asked_for"})
    return at


def test_a_move_is_told_checked_and_done(client: Client, resident: Resident):
    client.sign_in(resident.account_id)
    page = client.get_page("/account")
    page = client.post_form(page.link("I have moved"), TOLD)
    assert "7 Ashmill Street, London, NW8 8EU" in page.main
    assert "within 28 days" in page.main
    assert not Move.select().exists()
    page = client.post_form(page)
    assert page.url == "/account/home"
    assert "Your card works meanwhile" in page.main
    page = client.post_form(page, button="I come to a library")
    assert "Staff know that you come" in page.main
    page = client.get_page("/account")
    assert "Show where you live now" in page.main
    assert "Council Tax, until 17 December 2026" in page.main
    assert "Council Tax, until 17 December 2026" in client.get_page("/card").main


def test_out_of_westminster_the_page_says_what_ends_before_it_does(client: Client, resident: Resident):
    client.sign_in(resident.account_id)
    page = client.post_form("/account/moved", TOLD | {"postcode": "N1 1AA"})
    assert "Your card ends then too" in page.main
    page = client.post_form(page)
    assert "Thank you for having been with us" in page.main
    assert "when you no longer lived, worked or studied here" in client.get_page("/card").main


def test_the_answers_of_a_first_tab_are_not_done_twice_by_a_second(client: Client, resident: Resident):
    client.sign_in(resident.account_id)
    first = client.post_form("/account/moved", TOLD)
    second = client.get_page("/account/moved/check")
    client.post_form(first)
    assert client.post_form(second).url == "/account/home"
    assert Move.select().count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"line_1": ""}, {"line_1": "x" * 101}, {"postcode": "SW1"}, {"from_on-day": "31"}, {"from_on-year": "2028"},
     {"from_on-year": "1983"}, {"line_1": "12 Lisson Street", "town": ""}],
)  # fmt: skip
def test_what_cannot_be_is_refused_on_its_page(client: Client, resident: Resident, wrong: dict[str, str]):
    client.sign_in(resident.account_id)
    client.post_form("/account/moved", TOLD | wrong, status=422)
    assert not Move.select().exists()


def test_staff_write_down_a_death_and_the_page_says_so(client: Client, resident: Resident):
    at = opened(client, resident, "adviser")
    page = client.get_page(client.get_page(at).link("has died"))
    page = client.post_form(page, DIED | {"email": "sara@example.com"})
    assert "Died on 19 November 2026" in page.main
    assert Card.get().status == "stopped"
    assert [message.address for message in Message.select()] == ["sara@example.com"]


def test_a_browser_left_open_is_not_enough_to_write_down_a_death(client: Client, resident: Resident, clock):
    at = opened(client, resident, "adviser")
    clock.move(minutes=10)
    assert client.post_form(f"{at}/died", DIED).h1 == "Show that it is you"
    assert not Death.select().exists()


def test_a_mistake_goes_to_a_second_person(client: Client, resident: Resident):
    at = opened(client, resident, "adviser")
    client.post_form(f"{at}/died", DIED)
    page = client.post_form(client.get_page(at).link("It is a mistake"))
    assert "It waits for a second person" in page.main
    client.sign_in(make_staff("senior_assessor", name="Hana Clarke").account_id)
    page = client.get_page("/staff/second")
    client.post_form(page.link("Amina Rahman has not died"), button="Approve")
    assert not Death.select().exists()
    assert Card.get().status == "active"


def test_whoever_has_died_signs_in_no_more(client: Client, resident: Resident):
    client.sign_in(resident.account_id)
    other = client.application.test_client()
    other.post_form(f"{opened(other, resident)}/died", DIED)
    assert client.get("/card").status_code == 303


@pytest.mark.parametrize("role", ["assessor", "library_worker"])
def test_only_some_staff_may_write_down_a_death_or_see_a_name_from_before(
    client: Client, resident: Resident, role: str
):
    correct(resident, {"full_name": "Amina Begum"}, actor="system")
    at = opened(client, resident, role)
    page = client.get_page(at)
    assert "has died" not in page.main
    assert "another name" not in page.main
    assert client.get(f"{at}/died").status_code == 403
    assert client.get(f"{at}/former-names").status_code == 403


def test_a_name_from_before_is_seen_for_a_reason_and_the_person_hears_of_it(client: Client, resident: Resident):
    correct(resident, {"full_name": "Amina Begum", "surname": "Begum"}, actor="system")
    client.sign_in(make_staff("adviser").account_id)
    assert client.get_page(f"/staff/people/{resident.public_id}/former-names").h1 == "Why do you open it?"
    page = client.get_page(opened(client, resident, "adviser"))
    assert "Rahman" not in page.main
    assert "Amina Rahman" in client.get_page(page.link("another name")).main
    client.sign_in(resident.account_id)
    page = client.get_page("/account")
    assert "Rahman" not in page.main
    assert page.main.count("Somebody who may act for you asked") == 2


def test_a_library_worker_sees_a_paper_and_the_name_is_used(client: Client, resident: Resident):
    client.sign_in(resident.account_id)
    page = client.post_form("/account/name", {"last_name": "Featherstonehaugh"})
    assert "Deed poll" in page.main
    at = opened(client, resident, "library_worker")
    page = client.get_page(client.get_page(at).link("new name"))
    page = client.post_form(page, {"shown": "yes", "paper": "marriage", "ending": "12a"})
    assert page.h1 == "Amina Featherstonehaugh"


def test_a_name_is_kept_where_the_person_wants_it_so(client: Client, resident: Resident):
    client.sign_in(resident.account_id)
    page = client.post_form("/account/name", {"last_name": "Smith"})
    client.post_form(page, button="Keep the name")
    assert naming.waiting(resident.id) is None


def test_staff_undo_a_move_with_a_reason(client: Client, resident: Resident):
    moved(resident, HERE, today())
    page = client.get_page(opened(client, resident))
    page = client.post_form(page.link("Undo the move"), {"why": "not_they"})
    assert "12 Lisson Street" in page.main
    assert Move.get().undone_why == "not_they"
