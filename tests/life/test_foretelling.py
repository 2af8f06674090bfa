"""People hear in time what a birthday opens, and what ended with something they had shown. Once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import make_proof, make_resident, make_staff
from tests.life.people import a_holder, subjects
from westminster.core.clock import today
from westminster.core.words import N_
from westminster.life import dying
from westminster.life.foretelling import tell_birthdays, tell_ended, write_what_ended
from westminster.messages.models import Message
from westminster.proofs import service as proofs
from westminster.proofs.service import held_by
from westminster.services.catalogue import SERVICES
from westminster.services.rules import Has


@pytest.fixture
def resident_of_two():
    """Somebody who lives here and may swim because of something else."""
    resident = a_holder()
    swims = replace(SERVICES[0], slug="swims", name=N_("Swims"), rule=Has("disabled"))
    return resident, make_proof(resident, "disabled"), (*SERVICES, swims)


BIRTHDAY, ENDED = "Your birthday and your card", "Something you showed us has ended"


@pytest.mark.parametrize(
    ("born_on", "on", "told"),
    [
        (date(2010, 12, 4), date(2026, 11, 19), []),
        (date(2010, 12, 4), date(2026, 11, 20), [BIRTHDAY]),
        (date(2010, 12, 4), date(2026, 12, 4), [BIRTHDAY]),
        (date(2010, 12, 4), date(2026, 12, 5), []),
        (date(2012, 2, 29), date(2028, 2, 29), [BIRTHDAY]),
        (date(2012, 2, 29), date(2028, 2, 15), [BIRTHDAY]),
        (date(2012, 2, 29), date(2028, 2, 14), []),
        (date(2009, 12, 4), date(2026, 11, 20), []),
    ],
)
def test_who_will_be_sixteen_is_told_two_weeks_before_that_city_save_opens(clock, born_on: date, on: date, told):
    clock.set(datetime(on.year, on.month, on.day, 10, tzinfo=UTC))
    resident = a_holder(born_on=born_on)
    tell_birthdays()
    assert subjects(resident) == told


def test_it_is_told_once_and_says_what_opens_and_when(clock):
    resident = a_holder(born_on=date(2010, 12, 4))
    for _ in range(14):
        tell_birthdays()
        clock.move(days=1)
    assert subjects(resident) == [BIRTHDAY]
    assert "From 4 December 2026 your card also opens: City Save." in Message.get().body


def test_without_a_card_or_without_a_change_nothing_is_told():
    make_proof(make_resident(born_on=date(2010, 12, 4)))
    a_holder("works_in_westminster", born_on=date(2010, 12, 4))
    tell_birthdays()
    assert Message.select().count() == 0


def test_who_turns_sixty_is_told_what_they_can_add(clock):
    a_holder(born_on=date(1966, 12, 4))
    tell_birthdays()
    (message,) = Message.select()
    assert "From 4 December 2026: You can add to your card: Half-price swims. See it here: " in message.body


def test_city_lions_ends_the_day_before_the_seventeenth_birthday_and_they_are_told(clock):
    resident = a_holder(born_on=date(2009, 12, 4))
    proof = make_proof(resident, "city_lions")
    assert proof.until_on == date(2026, 12, 3)
    clock.move(days=13)
    tell_ended()
    assert subjects(resident) == []
    clock.move(days=1)
    tell_ended()
    tell_ended()
    assert subjects(resident) == [ENDED]
    assert [one.fact for one in held_by(resident.id, today())] == ["lives_in_westminster"]


def test_what_is_shown_some_other_way_too_has_not_ended(clock):
    resident = a_holder()
    proofs.record_proof(
        resident.id, "disabled", source="s", method="m", from_on=today(), until_on=today(), actor="system"
    )
    make_proof(resident, "disabled")
    clock.move(days=1)
    tell_ended()
    assert subjects(resident) == []


def test_what_ended_long_ago_is_told_to_nobody_now(clock):
    resident = a_holder()
    proofs.record_proof(
        resident.id, "disabled", source="s", method="m", from_on=today(), until_on=today(), actor="system"
    )
    clock.move(days=9)
    tell_ended()
    assert subjects(resident) == []


def test_what_was_shown_is_not_in_the_message():
    resident = a_holder()
    proof = make_proof(resident, "disabled")
    proofs.end(proof.id, on=today(), actor="staff:1")
    write_what_ended(resident, "disabled", today())
    assert "has ended. What your card opens stays the same." in Message.get().body
    assert "isab" not in Message.get().subject + Message.get().body


def test_it_says_what_ends_with_it_and_what_stays(resident_of_two):
    resident, proof, services = resident_of_two
    proofs.end(proof.id, on=today(), actor="staff:1")
    write_what_ended(resident, "disabled", today(), services)
    assert "does not open any more: Swims. It still opens: Libraries and City Save." in Message.get().body


def test_who_has_died_is_told_nothing(clock):
    resident = a_holder(born_on=date(2010, 12, 4))
    make_proof(resident, "disabled")
    dying.record_death(resident, today(), "family", staff_id=make_staff().account_id)
    tell_birthdays()
    clock.move(days=timedelta(days=400).days)
    tell_ended()
    assert Message.select().count() == 0
