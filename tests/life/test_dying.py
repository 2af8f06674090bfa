"""Somebody has died: all ends at once, in silence, and two people can put a mistake right."""

from datetime import date, timedelta

import pytest

from tests.factories import make_application, make_resident, make_staff
from tests.life.people import HERE, a_holder, moved, subjects
from westminster.accounts import two_person
from westminster.accounts.models import Account
from westminster.applications.models import Application
from westminster.audit.models import AuditEntry
from westminster.cards.models import Card
from westminster.core.clock import today
from westminster.core.errors import Refused
from westminster.core.words import N_
from westminster.demo.outbox import Outbox as SentByNotify
from westminster.demo.stand_ins import MESSAGES_FILE
from westminster.home import card_acts
from westminster.life import dying, moving, naming
from westminster.life.models import Death
from westminster.messages.models import Message
from westminster.messages.rules import Contact, Notice
from westminster.messages.service import deliver, send
from westminster.proofs.service import held_by

ACTS = {"people.died"}


def sent(outside):
    return SentByNotify(outside.settings.state_dir / MESSAGES_FILE).page()


def died(resident, on: date | None = None, **more):
    staff = make_staff("adviser")
    dying.record_death(resident, on or today(), "family", staff_id=staff.account_id, **more)
    return staff


def put_right(resident, asker):
    dying.ask_to_put_right(resident, staff_id=asker.account_id)
    [waiting] = two_person.waiting(ACTS)
    two_person.approve(waiting.public_id, ACTS, staff_id=make_staff("senior_assessor").account_id)


def test_the_card_stops_at_once_and_nothing_is_written_to_them():
    resident = a_holder()
    died(resident)
    assert (Card.get().status, Card.get().ended_reason) == ("stopped", "died")
    assert held_by(resident.id, today()) == []
    assert subjects(resident) == []


def test_what_waits_to_be_sent_is_never_sent(outside):
    resident = a_holder()
    send(Contact("email", resident.email), Notice(N_("a"), N_("b")), about=f"resident:{resident.id}")
    died(resident)
    deliver(Message.get().id, again=False)
    assert Message.get().status == "queued"
    assert sent(outside) == []


def test_open_cases_close_and_drafts_go():
    case, draft = make_application(sent=True), make_application(make_resident(born_on=date(1990, 1, 1)))
    died(case.resident)
    died(draft.resident)
    assert [one.status for one in Application.select()] == ["withdrawn"]


def test_a_move_and_a_name_that_wait_come_to_nothing(clock):
    resident = a_holder()
    moved(resident, HERE, today() + timedelta(days=5))
    naming.ask(resident, "Amina", "Other", actor="resident:1")
    died(resident)
    clock.move(days=6)
    moving.do_due()
    assert moving.home_of(resident.get_by_id(resident.id)).postcode == "NW8 8EU"
    assert moving.of(resident.id) is None
    assert naming.waiting(resident.id) is None


def test_nobody_signs_in_as_them():
    resident = a_holder()
    died(resident)
    assert Account.get_by_id(resident.account_id).disabled_at


def test_who_told_us_is_thanked_where_they_want():
    resident = a_holder()
    died(resident, answer_to=Contact("letter", "Sara Rahman\n1 Upper Street\nN1 1AA"))
    [letter] = Message.select()
    assert letter.about == f"death:{resident.id}"
    assert "sorry" in letter.body
    assert resident.full_name not in letter.body


@pytest.mark.parametrize("on", [date(2026, 11, 21), date(1984, 5, 16)])
def test_nobody_dies_tomorrow_or_before_birth(on: date):
    with pytest.raises(Refused):
        died(a_holder(), on)
    assert Death.select().count() == 0


def test_written_down_twice_it_stays_as_it_was():
    resident = a_holder()
    died(resident, date(2026, 11, 1))
    died(resident, date(2026, 11, 2))
    assert Death.get().died_on == date(2026, 11, 1)


def test_a_mistake_is_put_right_by_two_and_all_is_as_before():
    resident = a_holder()
    case = make_application(make_resident(), sent=True)
    number = Card.get().number
    send(Contact("email", resident.email), Notice(N_("a"), N_("b")), about=f"resident:{resident.id}")
    put_right(resident, died(resident))
    assert (Card.get().status, Card.get().number) == ("active", number)
    assert [proof.fact for proof in held_by(resident.id, today())] == ["lives_in_westminster"]
    assert Account.get_by_id(resident.account_id).disabled_at is None
    assert dying.of(resident.id) is None
    put_right(case.resident, died(case.resident))
    assert Application.get_by_id(case.id).status == "with_staff"


def test_what_was_held_is_sent_after_a_mistake(outside):
    resident = a_holder()
    send(Contact("email", resident.email), Notice(N_("a"), N_("b")), about=f"resident:{resident.id}")
    put_right(resident, died(resident))
    deliver(Message.get().id, again=False)
    assert Message.get().status == "sent"


def test_whoever_asked_cannot_approve_it_alone():
    resident = a_holder()
    staff = died(resident)
    dying.ask_to_put_right(resident, staff_id=staff.account_id)
    [waiting] = two_person.waiting(ACTS)
    with pytest.raises(Refused):
        two_person.approve(waiting.public_id, ACTS, staff_id=staff.account_id)
    assert dying.of(resident.id)


def test_nobody_writes_down_their_own_death():
    staff = make_staff("adviser")
    with pytest.raises(Refused):
        dying.record_death(make_resident(full_name=staff.name), today(), "family", staff_id=staff.account_id)


def test_the_trail_says_who_and_that_it_was_told_by_family():
    resident = a_holder()
    staff = died(resident)
    [line] = [entry for entry in AuditEntry.select() if entry.act == "resident.died"]
    assert (line.actor, line.detail) == (f"staff:{staff.account_id}", '{"told_by": "family"}')


def test_a_card_of_who_has_died_is_not_let_work_by_one_person():
    resident = a_holder()
    died(resident)
    card = Card.get()
    assert "restore" not in card_acts.acts_on(card)
    for act, why in (("restore", "mistake"), ("replace", "lost")):
        with pytest.raises(Refused):
            card_acts.do(act, card, why, staff=make_staff().account_id)
