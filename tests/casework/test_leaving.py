"""A decision leaves five minutes after it was made, or is undone by who made it; whatever is killed, when it is."""

from datetime import timedelta

import peewee
import pytest

from tests.browsing import Client
from tests.casework.cases import BILL, decide, make_case, open_by, write
from tests.factories import make_staff
from westminster.applications import afterwards
from westminster.applications.models import Application, CaseDecision
from westminster.audit.models import AuditEntry
from westminster.cards.models import Card
from westminster.casework import decisions, leaving, seeing
from westminster.core.errors import Refused
from westminster.core.models import Outbox
from westminster.core.worker import drain
from westminster.messages.models import Message

DECIDED = "case.decided"


@pytest.fixture
def staff():
    return make_staff()


def decided(staff, outcome="refused", *reasons, own_words=""):
    """A case with a decision that has not left."""
    case = make_case()
    if outcome == "approved":
        seeing.keep_in_person(case, BILL, staff_id=staff.account_id)
    write(case, staff, outcome, *reasons, own_words=own_words)
    letter = decisions.letter_of(case, decisions.draft_of(case, staff.account_id))
    decisions.send(case, letter.hash, staff_id=staff.account_id)
    drain()
    return Application.get_by_id(case.id)


def sent(case) -> int:
    return Message.select().where(Message.about == f"resident:{case.resident_id}").count() - 1  # that we have it


@pytest.mark.parametrize(
    ("outcome", "reasons"), [("approved", ()), ("refused", ("outside",)), ("more_needed", ("newer",))]
)
def test_nothing_leaves_before_five_minutes_and_all_of_it_then(staff, clock, outcome, reasons):
    case = decided(staff, outcome, *reasons)
    clock.move(minutes=4, seconds=59)
    drain()
    assert (Application.get_by_id(case.id).status, sent(case), Card.select().count()) == ("with_staff", 0, 0)
    clock.move(seconds=1)
    drain()
    assert (Application.get_by_id(case.id).status, sent(case)) == (outcome, 1)
    assert Card.select().count() == (outcome == "approved")


def test_the_letter_is_the_one_that_was_read_also_over_midnight(staff, clock):
    clock.move(hours=13, minutes=58)
    case = decided(staff, "refused", "outside")
    clock.move(minutes=6)
    drain()
    decision = CaseDecision.get()
    assert Message.select().order_by(Message.id.desc()).get().body == decision.body
    assert "18 December 2026" in decision.body
    assert decision.answer_by == case.submitted_at.date() + timedelta(days=28)


def test_undone_it_is_a_draft_and_nothing_leaves(staff, clock):
    case = decided(staff, "refused", "outside", own_words="So far away.")
    leaving.undo(case, staff_id=staff.account_id)
    leaving.undo(case, staff_id=staff.account_id)
    clock.move(minutes=6)
    drain()
    assert (Application.get_by_id(case.id).status, sent(case), CaseDecision.select().count()) == ("with_staff", 0, 0)
    draft = decisions.draft_of(case, staff.account_id)
    assert (draft.outcome, draft.reasons, draft.own_words) == ("refused", ("outside",), "So far away.")
    assert AuditEntry.select().where(AuditEntry.act == "case.undone").count() == 1
    assert not Outbox.select().where(Outbox.subscriber.endswith("let_leave")).exists()
    assert decide(case, staff, "refused", "not_real").status == "refused"


def test_only_who_decided_it_undoes_it(staff):
    case, hana = decided(staff, "refused", "outside"), make_staff(name="Hana Clarke")
    with pytest.raises(Refused, match="Only who decided"):
        leaving.undo(case, staff_id=hana.account_id)
    assert CaseDecision.get().leaves_at is not None


def test_what_has_gone_is_not_undone(staff, clock):
    case = decided(staff, "refused", "outside")
    clock.move(minutes=5)
    drain()
    with pytest.raises(Refused, match="Too late"):
        leaving.undo(case, staff_id=staff.account_id)
    assert Application.get_by_id(case.id).status == "refused"


def test_a_worker_that_was_killed_half_way_sends_it_once(staff, clock):
    case = decided(staff, "refused", "outside")
    clock.move(minutes=5)
    Message._meta.database.execute_sql("ALTER TABLE message RENAME TO gone")
    with pytest.raises(peewee.DatabaseError):
        leaving.leave(CaseDecision.get().id)
    Message._meta.database.execute_sql("ALTER TABLE gone RENAME TO message")
    assert Application.get_by_id(case.id).status == "with_staff"
    drain()
    drain()
    assert (Application.get_by_id(case.id).status, sent(case)) == ("refused", 1)


def test_who_sends_more_meanwhile_is_looked_at_again(staff, clock):
    case = decide(make_case(), staff, "more_needed", "newer")
    write(case, staff, "refused", "too_old")
    letter = decisions.letter_of(case, decisions.draft_of(case, staff.account_id))
    decisions.send(case, letter.hash, staff_id=staff.account_id)
    afterwards.answer(case, "Here it is.", actor=f"resident:{case.resident_id}")
    clock.move(minutes=5)
    drain()
    assert Application.get_by_id(case.id).status == "with_staff"
    assert AuditEntry.select().where(AuditEntry.act == "application.called_off").count() == 1


def test_what_is_not_possible_any_more_comes_back_to_the_queue(staff, clock):
    case = decided(staff, "refused", "outside")
    resident = case.resident
    resident.email = staff.email
    resident.save()
    clock.move(minutes=5)
    drain()
    assert (Application.get_by_id(case.id).status, CaseDecision.select().count()) == ("with_staff", 0)


def test_a_colleague_sees_it_and_does_not_decide_it_too(staff, client: Client):
    case, hana = decided(staff, "refused", "outside"), make_staff(name="Hana Clarke")
    client.sign_in(hana.account_id)
    page = client.get_page(f"/staff/cases/{case.public_id}")
    assert "Sam Okoro said no." in page.main
    assert "The letter leaves at 10:05am" in page.main
    assert "Only who decided it can undo it." in page.main
    open_by(case, hana)
    with pytest.raises(decisions.Overtaken):
        write(case, hana, "approved")


def test_undo_on_the_page(staff, client: Client):
    case = decided(staff, "refused", "outside")
    client.sign_in(staff.account_id)
    page = client.get_page(f"/staff/cases/{case.public_id}")
    assert "You can undo it until 10:05am" in page.main
    page = client.post_form(page, button="Undo")
    assert "Undone. Nothing went to the person." in page.main
    assert "Decide" in page.main


def test_too_late_on_the_page(staff, client: Client, clock):
    case = decided(staff, "refused", "outside")
    client.sign_in(staff.account_id)
    page = client.get_page(f"/staff/cases/{case.public_id}")
    clock.move(minutes=5)
    drain()
    assert "Too late to undo: it has gone." in client.post_form(page, button="Undo").main


def test_the_person_hears_nothing_before(staff, client: Client):
    case = decided(staff, "refused", "outside")
    client.sign_in(case.resident.account_id)
    assert "Show us a paper at a library." in client.get_page("/apply/status").main
