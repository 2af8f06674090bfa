"""A paper that somebody brings to a counter while we wait for it, or have just decided without it."""

from datetime import date

from tests.casework.cases import BILL, decide, make_case, write
from tests.factories import make_staff
from westminster.applications import standing
from westminster.applications.models import Application
from westminster.casework import decisions, seeing
from westminster.casework.timeline import timeline
from westminster.messages.models import Message


def test_what_we_asked_for_and_see_at_a_counter_is_with_us_again(clock):
    staff, worker = make_staff(), make_staff("library_worker", name="Tariq Malik")
    case = decide(make_case(), staff, "more_needed", "newer")
    clock.move(days=3)
    seeing.keep_in_person(case, BILL, staff_id=worker.account_id)
    case = Application.get_by_id(case.id)
    assert (case.status, case.due_on) == ("with_staff", date(2026, 12, 7))
    assert standing.what_happened(case)[0].words.text == "You showed us what we asked for"
    body = Message.select().order_by(Message.id.desc()).get().body
    assert "We have seen the paper that you showed us" in body
    assert "by 7 December 2026" in body


def test_a_decision_does_not_leave_without_the_paper_that_was_shown_meanwhile():
    case, staff = make_case(), make_staff()
    write(case, staff, "refused", "outside")
    letter = decisions.letter_of(case, decisions.draft_of(case, staff.account_id))
    decisions.send(case, letter.hash, staff_id=staff.account_id)
    seeing.keep_in_person(case, BILL, staff_id=make_staff("library_worker", name="Tariq Malik").account_id)
    assert decisions.latest(case.id) is None
    assert [event.what.text for event in timeline([case.subject])][:2] == [
        "A decision did not leave: the case had changed",
        "Wrote what a paper says",
    ]
