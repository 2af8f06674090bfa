"""Somebody looks after the card of another adult: by their yes or by a paper, with an end, and in the open."""

from datetime import date, timedelta

import pytest

from a11y.family import a_child, asks_for
from tests.browsing import Client
from tests.factories import make_staff
from tests.life.people import a_holder, subjects
from westminster.cards import service as cards
from westminster.core import worker
from westminster.core.clock import today
from westminster.core.errors import NotFound, Refused
from westminster.household import adults, relations
from westminster.household.models import Acting, ActingAsk
from westminster.life import dying
from westminster.residents.models import Resident


@pytest.fixture
def person() -> Resident:
    return a_holder()


def ask(holder: Resident, person: Resident, until_on: date | None = None, kind: str = "carer") -> ActingAsk:
    until, number = until_on or today() + timedelta(days=300), cards.for_resident(person.id).number
    return adults.ask(holder, number, kind, until, actor=f"resident:{holder.id}")


def agreed(person: Resident) -> Resident:
    """Who looks after the card now."""
    asked = asks_for(person, name="Hana Clarke")
    adults.agree(asked, actor=f"resident:{person.id}")
    return asked.holder


def cared_for(holder: Resident) -> list[Resident]:
    return [one.person for one in relations.looked_after(holder.id)]


def test_nothing_happens_before_the_person_says_yes(person):
    asked = asks_for(person)
    assert cared_for(asked.holder) == []
    assert subjects(person) == ["Looking after a card"]


def test_with_their_yes_a_carer_looks_after_it_until_the_day(person, clock):
    holder = agreed(person)
    assert cared_for(holder) == [person]
    clock.move(days=300)
    assert cared_for(holder) == [person]
    clock.move(days=1)
    assert cared_for(holder) == []
    relations.end_over()
    assert Acting.get().ended_by == "end_date"
    assert subjects(person)[-1] == subjects(holder)[-1] == "Looking after a card"
    assert Resident.get_by_id(person.id).email == person.email


@pytest.mark.parametrize("kind", ["attorney", "deputy"])
def test_what_a_court_says_is_for_staff_to_read(person, kind: str):
    asked = asks_for(person, kind)
    with pytest.raises(Refused, match="paper first"):
        adults.agree(asked, actor=f"resident:{person.id}")
    adults.confirm(asked, "lpa", "4711", staff_id=make_staff("library_worker").account_id)
    assert (cared_for(asked.holder), Acting.get().paper) == ([person], "lpa")


def test_a_carer_comes_with_the_person_to_staff_too(person):
    asked = asks_for(person)
    adults.confirm(asked, "consent", "", staff_id=make_staff().account_id)
    assert cared_for(asked.holder) == [person]
    assert len(subjects(person)) == 2


def test_staff_confirm_nothing_for_themselves(person):
    asked = asks_for(person, name="Hana Clarke")
    for name in ("Hana Clarke", person.full_name):
        with pytest.raises(Refused, match="own record"):
            adults.confirm(asked, "consent", "", staff_id=make_staff(name=name).account_id)


def test_consent_is_taken_back_at_once(person):
    holder = agreed(person)
    relations.end(holder.id, person, "person", actor=f"resident:{person.id}")
    with pytest.raises(NotFound):
        relations.person_of(holder.id, person.public_id)
    assert Acting.get().ended_by == "person"


def test_nobody_acts_for_whom_acts_for_them(person):
    holder = agreed(person)
    asked = ask(person, holder)
    with pytest.raises(Refused, match="already"):
        adults.agree(asked, actor=f"resident:{holder.id}")


def test_nobody_asks_for_their_own_card(person):
    with pytest.raises(Refused, match="own card"):
        ask(person, person)


def test_the_card_of_a_child_is_not_reached_as_that_of_an_adult(person):
    child = a_child(person)
    with pytest.raises(Refused, match="no card of an adult"):
        ask(a_holder(full_name="Hana Clarke", email="h@example.com"), child)


@pytest.mark.parametrize("days", [0, -1, 732])
def test_it_has_an_end_within_two_years(person, days: int):
    with pytest.raises(Refused) as refused:
        ask(a_holder(email="h@example.com"), person, today() + timedelta(days=days))
    assert refused.value.field == "until_on"


def test_numbers_are_not_tried_out(person):
    holder = a_holder(email="h@example.com")
    until = today() + timedelta(days=9)
    for _ in range(5):
        with pytest.raises(Refused):
            adults.ask(holder, "WMN-0000-0000-000", "carer", until, actor="resident:1")
    with pytest.raises(Refused, match="5 numbers"):
        ask(holder, person)


def test_asked_twice_it_is_one_and_the_person_hears_once(person):
    holder = a_holder(email="h@example.com")
    assert ask(holder, person).id == ask(holder, person).id
    assert len(subjects(person)) == 1


def test_what_nobody_answers_goes(person, clock):
    asks_for(person)
    clock.move(days=29)
    assert relations.forget_asks() == 1


def test_a_death_ends_it(person):
    holder = agreed(person)
    dying.record_death(person, today(), "care", staff_id=make_staff().account_id)
    worker.drain()
    assert (cared_for(holder), Acting.get().ended_by) == ([], "death")


def test_an_ask_whose_day_is_over_opens_nothing(person, clock):
    asked = ask(a_holder(email="h@example.com"), person, today() + timedelta(days=2))
    clock.move(days=2)
    with pytest.raises(Refused, match="future"):
        adults.agree(asked, actor=f"resident:{person.id}")


def test_at_the_pages_from_the_question_to_the_end(client: Client, person):
    holder = a_holder(full_name="Hana Clarke", surname="Clarke", email="hana@example.com")
    client.sign_in(holder.account_id)
    until = today() + timedelta(days=300)
    told = {
        "number": cards.for_resident(person.id).number.lower(),
        "kind": "carer",
        "until_on-day": str(until.day),
        "until_on-month": str(until.month),
        "until_on-year": str(until.year),
    }
    page = client.post_form(client.get_page("/account/looked-after").link("card of an adult"), told)
    assert person.full_name not in page.main
    client.sign_in(person.account_id)
    page = client.get_page(client.get_page("/account").link("Who looks after my card"))
    page = client.post_form(page, button="Yes, they may")
    assert "Looks after your card until" in page.main
    client.sign_in(holder.account_id)
    client.post_form(f"/card/of/{person.public_id}/stop", {"reason": "lost"})
    client.sign_in(person.account_id)
    page = client.get_page("/account/helpers")
    assert "Stopped your card Hana Clarke" in page.main
    client.post_form(page, button="End it now")
    client.sign_in(holder.account_id)
    assert client.get(f"/card/of/{person.public_id}").status_code == 404


def test_nobody_answers_for_another(client: Client, person):
    asked = asks_for(person)
    client.sign_in(asked.holder.account_id)
    token = client.get_page("/account/looked-after").all("input")[0].get("value")
    assert client.post(f"/account/helpers/{asked.public_id}/yes", data={"csrf_token": token}).status_code == 404
    assert cared_for(asked.holder) == []
