"""Asking us to look again at a no: who may, until when, and that somebody else decides."""

from datetime import date
from io import BytesIO

import peewee
import pytest

from tests.applications.papers import PHOTO
from tests.browsing import Client
from tests.casework.cases import decide, make_case, write
from tests.factories import make_application, make_resident, make_staff
from westminster.applications import looking_again, service
from westminster.applications.look_again_rules import Standing, standing
from westminster.applications.models import Application, CaseDecision, CaseReview
from westminster.applications.standing import expected_on
from westminster.audit.models import AuditEntry
from westminster.audit.service import verify
from westminster.cards.service import for_resident
from westminster.casework import lateness
from westminster.core.db import atomic
from westminster.core.errors import Refused
from westminster.messages.models import Message
from westminster.proofs.models import Proof


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def senior():
    return make_staff("senior_assessor", name="Hana Clarke")


def asked(staff, words="The map shows it.") -> Application:
    """A no, and they asked us to look again."""
    case = decide(make_case(), staff, "refused", "outside")
    looking_again.write(case, words, actor=f"resident:{case.resident_id}")
    return looking_again.ask(case, actor=f"resident:{case.resident_id}")


def last_message() -> Message:
    return Message.select().order_by(Message.id.desc()).get()


def test_it_goes_back_to_the_queue_with_ten_working_days(staff, clock):
    clock.move(days=3)
    case = asked(staff)
    assert (case.status, case.closed_at, case.due_on) == ("with_staff", None, date(2026, 12, 7))
    assert "Somebody else looks at it now. You hear from us by 7 December 2026" in last_message().body
    assert AuditEntry.get(AuditEntry.act == "application.look_again").actor == f"resident:{case.resident_id}"
    assert verify().bad_id is None


def test_whoever_said_no_does_not_decide_again(senior):
    case = asked(senior)
    with pytest.raises(Refused, match="Somebody else looks again"):
        write(case, senior, "approved")


def test_the_database_holds_that_it_is_somebody_else(staff):
    case = asked(staff)
    for outcome, reasons, day in (("approved", [], None), ("refused", ["outside"], case.due_on)):
        with pytest.raises(peewee.IntegrityError), atomic():
            CaseDecision.create(
                application=case,
                outcome=outcome,
                reasons=reasons,
                own_words="",
                subject="-",
                body="-",
                letter="z" * 64,
                answer_by=day,
                staff=staff.account_id,
                decided_at=case.submitted_at,
                review=CaseReview.get(),
            )


def test_an_assessor_who_is_no_senior_does_not_decide_it(staff):
    case = asked(staff)
    with pytest.raises(Refused, match="A senior assessor decides it"):
        write(case, make_staff(name="Ben Adeyemi"), "refused", "outside")


def test_the_decision_is_changed(staff, senior):
    case = decide(asked(staff), senior, "approved")
    assert case.status == "approved"
    assert for_resident(case.resident_id).status == "active"
    assert Proof.get().fact == "lives_in_westminster"


def test_the_decision_is_kept_and_the_letter_says_what_else(staff, senior):
    case = decide(asked(staff), senior, "refused", "outside")
    message = last_message()
    assert message.subject == "We looked again, and still cannot say yes"
    assert "Ombudsman" in message.body
    assert "look again by" not in message.body
    assert looking_again.standing_of(case) is Standing.ASKED
    assert looking_again.ask(case, actor=f"resident:{case.resident_id}").status == "refused"
    assert CaseReview.select().count() == 1


def test_more_may_be_asked_for_while_we_look_again(staff, senior):
    case = decide(asked(staff), senior, "more_needed", "newer")
    assert case.status == "more_needed"
    assert decide(case, senior, "refused", "too_old").status == "refused"


@pytest.mark.parametrize("days", range(26, 31))
def test_it_can_be_asked_for_28_days(staff, clock, days):
    case = decide(make_case(), staff, "refused", "outside")
    clock.move(days=days)
    if days <= 28:
        looking_again.write(case, "Why", actor="resident:1")
        assert looking_again.ask(case, actor="resident:1").status == "with_staff"
        return
    with pytest.raises(Refused, match="28 days"):
        looking_again.write(case, "Why", actor="resident:1")


def test_who_stands_where():
    usual = {"asked": False, "answer_by": date(2026, 12, 18), "newer": False, "today": date(2026, 12, 18)}
    assert standing("refused", **usual) is Standing.OPEN
    assert standing("refused", **usual | {"today": date(2026, 12, 19)}) is Standing.TOO_LATE
    assert standing("refused", **usual | {"newer": True}) is Standing.NEWER
    assert standing("with_staff", **usual | {"asked": True}) is Standing.ASKED
    for status in ("draft", "with_staff", "more_needed", "approved", "withdrawn"):
        assert standing(status, **usual) is Standing.NOT_REFUSED


def test_a_new_application_that_was_begun_gives_way_and_one_that_was_sent_does_not(staff):
    case = decide(make_case(), staff, "refused", "outside")
    draft = service.begin(case.resident)
    looking_again.write(case, "Why", actor=f"resident:{case.resident_id}")
    assert not Application.select().where(Application.id == draft.id).exists()
    make_application(case.resident, sent=True)
    with pytest.raises(Refused, match="newer application"):
        looking_again.ask(case, actor=f"resident:{case.resident_id}")


def test_the_whole_way_on_the_pages(staff, client: Client, clock):
    case = decide(make_case(papers=1), staff, "refused", "outside")
    clock.move(minutes=1)
    client.sign_in(case.resident.account_id)
    page = client.get_page(client.get_page("/apply/status").link("Ask us to look again"))
    assert client.post_form(page, {"words": " "}, status=422).errors == {"words": "Write why we should look again"}
    page = client.post_form(page, {"words": "Look at the map.\r\nIt is inside."})
    assert page.h1 == "Do you have a paper that we have not seen?"
    page = client.post_form(page, {"paper": "yes"})
    page = client.post_form(page, {"kind": "tenancy"})
    page = client.post_form(page, {"file": (BytesIO(PHOTO), "lease.jpg")})
    page = client.post_form(page, {"another": "no"})
    assert page.h1 == "Check and send"
    for words in ("It is inside.", "lease.jpg", "not the person who said no"):
        assert words in page.main
    assert "bill.pdf" not in page.main
    page = client.post_form(page)
    assert page.h1 == "We look again"
    assert case.reference in page.main
    assert client.get_page(f"/apply/look-again/{case.public_id}").h1 == "We look again"
    page = client.get_page("/apply/status")
    for words in ("You asked us to look again", "Look at the map.", "A person is looking"):
        assert words in page.main


def test_nobody_asks_for_anybody_else(staff, client: Client):
    case = decide(make_case(), staff, "refused", "outside")
    client.sign_in(make_resident().account_id)
    for rest in ("", "/paper", "/check", "/sent"):
        assert client.get(f"/apply/look-again/{case.public_id}{rest}").status_code == 404
        assert client.post(f"/apply/look-again/{case.public_id}{rest}").status_code in (400, 404, 405)


def test_after_28_days_the_page_says_what_else_they_can_do(staff, client: Client, clock):
    case = decide(make_case(), staff, "refused", "outside")
    clock.move(days=29)
    client.sign_in(case.resident.account_id)
    page = client.get_page(f"/apply/look-again/{case.public_id}")
    for words in ("The 28 days to ask us to look again are over.", "Apply again", "Ombudsman"):
        assert words in page.main
        assert words in client.get_page("/apply/status").main


def test_every_letter_with_a_no_says_how_to_ask(staff):
    case = decide(make_case(), staff, "refused", "outside")
    body = last_message().body
    assert f"look again by 18 December 2026: http://localhost/apply/look-again/{case.public_id}" in body
    assert "Somebody else looks then." in body


def test_the_case_page_says_what_they_wrote_and_who_may_decide(staff, senior, client: Client):
    case = asked(staff, "The map shows it.")
    client.sign_in(staff.account_id)
    page = client.get_page(f"/staff/cases/{case.public_id}")
    assert "They ask us to look again at the no of Sam Okoro." in page.main
    assert "You said no to this case. Somebody else looks again." in page.main
    client.sign_in(senior.account_id)
    page = client.get_page(f"/staff/cases/{case.public_id}")
    assert "The map shows it." in page.main
    assert "Your decision" in page.main


def test_who_waits_longer_than_we_said_is_told_once_for_each_day_that_we_named(clock):
    case = make_case(papers=1)
    clock.move(days=14)  # the tenth working day
    assert lateness.tell_who_waits() == 0
    clock.move(days=3)
    assert (lateness.tell_who_waits(), lateness.tell_who_waits()) == (1, 0)
    message = last_message()
    assert message.subject == "We are late with your application"
    assert "We now expect to decide by 14 December 2026" in message.body
    assert case.reference in message.body
    clock.move(days=7)  # the day that we named
    assert lateness.tell_who_waits() == 0
    clock.move(days=1)
    assert (lateness.tell_who_waits(), lateness.tell_who_waits()) == (1, 0)
    assert "We now expect to decide by 22 December 2026" in last_message().body
    assert expected_on(Application.get_by_id(case.id)) == date(2026, 12, 22)


def test_a_second_look_that_is_late_is_told_too(clock):
    case = make_case(papers=1)
    clock.move(days=17)
    lateness.tell_who_waits()
    decide(case, make_staff(), "refused", "outside")
    looking_again.write(case, "The map shows it.", actor="system")
    assert looking_again.ask(case, actor="system").due_on == date(2026, 12, 21)
    clock.move(days=15)
    assert lateness.tell_who_waits() == 1
    assert last_message().subject == "We are late with your application"


def test_being_late_is_told_where_it_stands(client: Client, clock):
    case = make_case(papers=1)
    clock.move(days=17)
    lateness.tell_who_waits()
    client.sign_in(case.resident.account_id)
    page = client.get_page("/apply/status")
    assert "We now expect to decide by 14 December 2026." in page.main
    assert "We told you that we are late" in page.main


def test_who_is_to_send_more_or_has_an_answer_is_not_told(staff, clock):
    decide(make_case(), staff, "more_needed", "newer")
    decide(make_case(make_resident()), staff, "refused", "outside")
    clock.move(days=40)
    assert lateness.tell_who_waits() == 0


def test_killed_half_way_the_others_are_told_later(clock):
    for _ in range(3):
        make_case(make_resident(), papers=1)
    clock.move(days=20)
    Message._meta.database.execute_sql("ALTER TABLE message RENAME TO gone")
    with pytest.raises(peewee.DatabaseError):
        lateness.tell_who_waits()
    Message._meta.database.execute_sql("ALTER TABLE gone RENAME TO message")
    assert lateness.tell_who_waits() == 3


def test_whoever_has_still_to_come_to_a_library_is_not_told(clock):
    make_case()
    clock.move(days=40)
    assert lateness.tell_who_waits() == 0
