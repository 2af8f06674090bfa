"""Somebody moves: the address, the proof of living here, the card, and what we write."""

from datetime import date, timedelta

import pytest

from tests.factories import make_application, make_proof, make_resident
from tests.life.people import HERE, THERE, UNKNOWN, a_holder, moved, subjects
from westminster.applications.models import Application
from westminster.audit.models import AuditEntry
from westminster.cards.models import Card
from westminster.core.clock import today
from westminster.core.errors import Refused
from westminster.life import ending, home_again, keeping, moving
from westminster.life.models import Move
from westminster.life.rules import Home
from westminster.proofs.models import Proof
from westminster.proofs.service import held_by
from westminster.residents.models import Resident
from westminster.services.service import entitled
from westminster.sources.extract import Match
from westminster.sources.models import SourceAsk

MATCHED, NOT_MATCHED = Match.MATCHED, Match.NOT_MATCHED


class Records:
    def __init__(self, answer: Match):
        self.answer = answer

    def match(self, account_number: str, first: str, last: str, postcode: str) -> Match:
        return self.answer


def facts(resident: Resident, on: date | None = None) -> list[str]:
    return sorted(proof.fact for proof in held_by(resident.id, on or today()))


def test_within_westminster_the_card_works_on_and_living_here_is_shown_again(clock):
    resident = a_holder()
    moved(resident, HERE, today())
    assert moving.home_of(Resident.get()) == HERE
    assert Card.get().status == "active"
    assert entitled(resident.id, "libraries", today() + timedelta(days=27))
    assert not entitled(resident.id, "libraries", today() + timedelta(days=28))
    assert home_again.to_show(resident)
    assert subjects(resident) == ["You have moved"]


def test_a_match_shows_it_at_once_and_the_card_opens_what_it_did():
    resident = a_holder()
    moved(resident, HERE, today())
    home_again.match(Resident.get(), "123", records=Records(MATCHED))
    assert home_again.to_show(resident) is None
    assert entitled(resident.id, "libraries", today() + timedelta(days=200))


def test_no_match_says_not_which_part_was_wrong_and_ends_nothing():
    resident = a_holder()
    moved(resident, HERE, today())
    with pytest.raises(Refused, match="could not match"):
        home_again.match(Resident.get(), "123", records=Records(NOT_MATCHED))
    assert facts(resident) == ["lives_in_westminster"]


def test_after_five_tries_they_are_not_told_to_try_again():
    resident = a_holder()
    moved(resident, HERE, today())
    for number in range(4):
        with pytest.raises(Refused, match="try again"):
            home_again.match(Resident.get(), f"CT-{number}", records=Records(NOT_MATCHED))
    for number in (5, 6):
        with pytest.raises(Refused, match="Show a paper at a library: a person looks") as caught:
            home_again.match(Resident.get(), f"CT-{number}", records=Records(NOT_MATCHED))
        assert caught.value.field is None


def test_who_comes_to_a_library_waits_for_staff_once():
    resident = a_holder()
    moved(resident, HERE, today())
    home_again.come_to_a_library(resident)
    home_again.come_to_a_library(resident)
    assert [ask.category for ask in SourceAsk.select()] == ["lives_in_westminster"]


def test_out_of_westminster_the_card_ends_with_kind_words():
    resident = a_holder()
    moved(resident, THERE, today())
    assert facts(resident) == []
    assert (Card.get().status, Card.get().ended_reason) == ("stopped", "moved")
    assert subjects(resident) == ["Your MyWestminster card has ended"]


@pytest.mark.parametrize("other", ["works_in_westminster", "studies_in_westminster"])
def test_who_works_or_studies_here_keeps_the_card_until_that_ends_too(clock, other: str):
    resident = a_holder("lives_in_westminster", other)
    moved(resident, THERE, today())
    ending.end_uncarried()
    assert facts(resident) == [other]
    assert Card.get().status == "active"
    clock.move(days=360)
    make_proof(resident, other, from_on=date(2026, 12, 1))  # renewed: lasts 11 days more
    clock.move(days=6)
    ending.end_uncarried()
    assert Card.get().status == "active"
    clock.move(days=20)
    ending.end_uncarried()
    ending.end_uncarried()
    assert Card.get().ended_reason == "moved"
    assert subjects(resident) == ["You have moved", "Your MyWestminster card has ended"]


def test_a_postcode_that_we_cannot_tell_ends_nothing_at_once():
    resident = a_holder()
    moved(resident, UNKNOWN, today())
    assert (Move.get().place, Card.get().status) == ("unknown", "active")
    assert facts(resident) == ["lives_in_westminster"]


def test_a_move_of_the_past_ends_living_here_in_the_past():
    resident = a_holder()
    Proof.update(from_on=date(2026, 1, 1)).execute()
    moved(resident, THERE, date(2026, 10, 1))
    assert Proof.get().ended_on == date(2026, 10, 1)


def test_a_move_of_the_future_waits_for_its_day(clock):
    resident = a_holder()
    moved(resident, THERE, today() + timedelta(days=10))
    clock.move(days=9)
    moving.do_due()
    assert (Card.get().status, moving.home_of(Resident.get()).postcode) == ("active", "NW8 8EU")
    clock.move(days=1)
    moving.do_due()
    moving.do_due()
    assert (Card.get().status, moving.home_of(Resident.get())) == ("stopped", THERE)
    assert subjects(resident) == ["You have moved", "Your MyWestminster card has ended"]


def test_a_move_told_anew_takes_the_place_of_the_planned_one(clock):
    resident = a_holder()
    moved(resident, THERE, today() + timedelta(days=10))
    moved(resident, HERE, today() + timedelta(days=20))
    clock.move(days=30)
    moving.do_due()
    assert moving.home_of(Resident.get()) == HERE
    assert [move.status for move in Move.select().order_by(Move.id)] == ["dropped", "done"]


def test_a_planned_move_can_be_dropped(clock):
    resident = a_holder()
    moved(resident, THERE, today() + timedelta(days=10))
    moving.drop(resident, actor="resident:1")
    clock.move(days=30)
    moving.do_due()
    assert Card.get().status == "active"


def test_told_twice_in_two_tabs_it_is_one_move():
    resident = a_holder()
    assert moved(resident, HERE, today()).id == moved(resident, HERE, today()).id
    assert len(subjects(resident)) == 1


def test_a_second_move_out_within_the_grace_of_the_first_ends_living_here_sooner():
    resident = a_holder()
    moved(resident, HERE, today())
    moved(resident, THERE, today())
    assert facts(resident) == []


def test_a_move_that_contradicts_the_last_is_refused():
    resident = a_holder()
    moved(resident, HERE, today())
    with pytest.raises(Refused, match="later day"):
        moved(resident, THERE, today() - timedelta(days=3))


def test_staff_undo_a_move_and_all_is_as_before():
    resident = a_holder()
    before = Card.get().number
    move = moved(resident, THERE, today())
    moving.undo(move, "mistake", actor="staff:1")
    assert moving.home_of(Resident.get()) == Home(("12 Lisson Street",), "NW8 8EU")
    assert facts(resident) == ["lives_in_westminster"]
    assert (Card.get().status, Card.get().number) == ("active", before)
    assert entitled(resident.id, "libraries", today() + timedelta(days=200))
    assert subjects(resident)[-1] == "Your address"


def test_undoing_the_second_move_leaves_the_grace_of_the_first():
    resident = a_holder()
    moved(resident, HERE, today())
    grace = Proof.get().ended_on
    moving.undo(moved(resident, THERE, today()), "mistake", actor="staff:1")
    assert Proof.get().ended_on == grace
    assert moving.of(resident.id).address == list(HERE.address)


def test_a_move_is_undone_once_and_only_the_last():
    resident = a_holder()
    first = moved(resident, HERE, today())
    moved(resident, THERE, today())
    with pytest.raises(Refused):
        moving.undo(first, "mistake", actor="staff:1")
    last = moving.of(resident.id)
    moving.undo(last, "mistake", actor="staff:1")
    with pytest.raises(Refused):
        moving.undo(last, "mistake", actor="staff:1")


def test_an_application_that_waits_is_about_the_new_address():
    a_holder()
    resident = make_resident()
    case = make_application(resident, sent=True)
    moved(resident, HERE, today())
    assert Application.get_by_id(case.id).answers["line_1"] == "7 Ashmill Street"
    assert Application.get_by_id(case.id).status == "with_staff"


def test_addresses_go_when_they_cannot_be_needed_any_more(clock):
    resident = a_holder()
    moved(resident, HERE, today())
    clock.move(days=90)
    assert keeping.forget_old_homes() == 0
    clock.move(days=1)
    assert keeping.forget_old_homes() == 1
    move = Move.get()
    assert (move.address, move.postcode, move.old_address, move.old_postcode) == (None, None, None, None)
    assert not moving.can_undo(move, Resident.get())
    assert keeping.forget_old_homes() == 0
    assert home_again.to_show(resident)


def test_the_trail_tells_of_it_without_an_address():
    moved(a_holder(), HERE, today())
    lines = [entry for entry in AuditEntry.select() if entry.act.startswith("resident.move")]
    assert [line.act for line in lines] == ["resident.move_told", "resident.moved"]
    assert not any("Ashmill" in line.detail for line in lines)
