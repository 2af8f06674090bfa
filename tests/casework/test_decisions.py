"""Deciding: what becomes of a yes, a question and a no; what happens when two decide, or one twice."""

from datetime import date

import peewee
import pytest

from tests.casework.cases import BILL, WORKS, decide, left, make_case, open_by, write
from tests.factories import make_account, make_card, make_resident, make_staff
from westminster.applications import afterwards
from westminster.applications.models import Application, CaseDecision
from westminster.audit.models import AuditEntry
from westminster.audit.service import verify
from westminster.cards.models import Card
from westminster.cards.service import for_resident
from westminster.casework import decisions, seeing, service
from westminster.casework.decisions import Overtaken
from westminster.casework.models import CaseVisit
from westminster.core.db import atomic
from westminster.core.errors import Refused
from westminster.messages.models import Message
from westminster.proofs.models import Proof
from westminster.services.service import entitled

TODAY = date(2026, 11, 20)


@pytest.fixture
def staff():
    return make_staff()


def fresh(application):
    return Application.get_by_id(application.id)


def letter_of(application, staff):
    return decisions.letter_of(fresh(application), decisions.draft_of(application, staff.account_id))


def send(application, staff, read=None):
    decisions.send(application, read or letter_of(application, staff).hash, staff_id=staff.account_id)


def test_a_yes_keeps_the_proof_and_gives_the_card(staff):
    case = decide(make_case(), staff, "approved")
    (proof,) = Proof.select()
    assert (proof.fact, proof.source, proof.method) == ("lives_in_westminster", "in_person", "seen by a person")
    assert (proof.from_on, proof.until_on) == (TODAY, date(2027, 11, 19))
    assert proof.detail["kind"] == "utility_bill"
    assert "Rahman" not in str(proof.detail)
    assert (case.status, for_resident(case.resident_id).valid_until) == ("approved", date(2027, 11, 19))
    assert entitled(case.resident_id, "city-save", TODAY)
    assert Message.select().order_by(Message.id.desc()).get().subject == "Your MyWestminster card is ready"
    assert AuditEntry.get(AuditEntry.act == "application.approved").actor == f"staff:{staff.account_id}"
    assert verify().bad_id is None


def test_a_yes_on_a_file_says_so(staff):
    case = open_by(make_case(papers=1), staff)
    (file,) = seeing.evidence.list_for(case.subject)
    seeing.keep_reading(case, file.public_id, BILL, staff_id=staff.account_id)
    write(case, staff, "approved")
    send(case, staff)
    left(case)
    assert Proof.get().source == "document"


def test_who_works_here_opens_what_that_opens(staff):
    case = decide(make_case(**WORKS), staff, "approved")
    assert entitled(case.resident_id, "libraries", TODAY)
    assert not entitled(case.resident_id, "city-save", TODAY)


def test_a_proof_ends_with_the_course(staff):
    case = open_by(make_case(**WORKS | {"basis": "studies_in_westminster"}), staff)
    paper = seeing.Paper("enrolment_letter", "Amina Rahman", "", date(2026, 9, 1), date(2027, 7, 1), "0417")
    seeing.keep_in_person(case, paper, staff_id=staff.account_id)
    write(case, staff, "approved")
    send(case, staff)
    left(case)
    assert Proof.get().until_on == for_resident(case.resident_id).valid_until == date(2027, 7, 1)


def test_nothing_seen_is_no_yes(staff):
    with pytest.raises(Refused, match="write what you saw"):
        write(make_case(), staff, "approved")


def test_to_ask_for_more_gives_fourteen_days(staff):
    case = decide(make_case(), staff, "more_needed", "newer", "name", own_words="The one from October.")
    assert (case.status, case.due_on, case.closed_at) == ("more_needed", date(2026, 12, 4), None)
    message = Message.select().order_by(Message.id.desc()).get()
    assert message.subject == "We need something more for your card"
    for words in ("A newer paper.", "The one from October.", "by 4 December 2026", case.reference):
        assert words in message.body
    assert not Card.select().exists()


def test_a_no_says_why_and_how_to_ask_again(staff):
    case = decide(make_case(), staff, "refused", "outside")
    assert case.status == "refused"
    assert case.closed_at is not None
    body = Message.select().order_by(Message.id.desc()).get().body
    for words in ("not in Westminster", "look again by 18 December 2026", "020 7946 0123", "apply again"):
        assert words in body
    assert CaseDecision.get().answer_by == date(2026, 12, 18)


def test_after_an_answer_a_person_decides_again(staff, clock):
    case = decide(make_case(), staff, "more_needed", "newer")
    clock.move(days=2)
    case = afterwards.answer(case, "I have no other.", actor=f"resident:{case.resident_id}")
    assert decide(case, staff, "refused", "too_old").status == "refused"


def test_somebody_may_be_asked_twice(staff):
    case = decide(make_case(), staff, "more_needed", "newer")
    assert decide(case, staff, "more_needed", "newer").status == "more_needed"
    assert CaseDecision.select().count() == 2


def test_a_decided_case_is_not_decided_again(staff):
    case = make_case()
    hana = make_staff(name="Hana Clarke")
    write(case, hana, "refused", "outside", own_words="So far away.")
    decide(case, staff, "approved")
    read = "x" * 64
    with pytest.raises(Overtaken) as overtaken:
        decisions.send(case, read, staff_id=hana.account_id)
    assert overtaken.value.decision.staff_id == staff.account_id
    assert decisions.draft_of(case, hana.account_id).own_words == "So far away."
    assert CaseDecision.select().count() == 1


def test_the_database_lets_one_case_be_closed_once(staff):
    case = decide(make_case(), staff, "refused", "outside")
    again = {name: getattr(CaseDecision.get(), name) for name in ("subject", "body", "answer_by", "decided_at")}
    with pytest.raises(peewee.IntegrityError), atomic():
        CaseDecision.create(
            application=case,
            outcome="refused",
            reasons=["outside"],
            own_words="",
            staff=staff.account_id,
            letter="y" * 64,
            **again,
        )


def test_a_question_asked_meanwhile_is_told(staff):
    case, hana = make_case(), make_staff(name="Hana Clarke")
    write(case, staff, "more_needed", "newer", own_words="Please.")
    read = letter_of(case, staff).hash
    decide(case, hana, "more_needed", "sharper")
    with pytest.raises(Overtaken):
        send(case, staff, read)
    write(case, staff, "more_needed", "newer", own_words="Please.")
    send(case, staff)
    assert CaseDecision.select().count() == 2


def test_taken_back_meanwhile_it_is_not_decided(staff):
    case = make_case()
    write(case, staff, "refused", "outside")
    afterwards.withdraw(case, actor=f"resident:{case.resident_id}")
    with pytest.raises(Overtaken) as overtaken:
        decisions.send(case, "x" * 64, staff_id=staff.account_id)
    assert overtaken.value.decision is None
    assert fresh(case).status == "withdrawn"


def test_sent_twice_it_is_sent_once(staff):
    case = make_case()
    write(case, staff, "more_needed", "newer")
    read = letter_of(case, staff).hash
    messages = Message.select().count()
    send(case, staff, read)
    send(case, staff, read)
    left(case)
    send(case, staff, read)
    assert (CaseDecision.select().count(), Message.select().count()) == (1, messages + 1)


def test_another_letter_than_the_one_that_was_read_is_not_sent(staff):
    case = make_case()
    write(case, staff, "refused", "outside")
    read = letter_of(case, staff).hash
    write(case, staff, "refused", "not_real")
    with pytest.raises(Refused, match="has changed"):
        send(case, staff, read)
    assert not CaseDecision.select().exists()


def test_a_new_address_is_read_before_it_is_written_to(staff):
    case = make_case()
    write(case, staff, "refused", "outside")
    read = letter_of(case, staff).hash
    resident = case.resident
    resident.email = "somebody@example.com"
    resident.save()
    with pytest.raises(Refused, match="has changed"):
        send(case, staff, read)


@pytest.mark.parametrize("email", ["sam@example.com", "SAM@example.com"])
def test_nobody_decides_their_own(email):
    staff = make_staff(email="sam@example.com")
    case = make_case(make_resident(email=email), email=email)
    with pytest.raises(Refused, match="your own case"):
        write(case, staff, "refused", "outside")
    assert service.is_own(service.find(case.public_id), staff.account_id)


def test_the_database_refuses_ones_own_too():
    staff = make_staff(email="sam@example.com")
    case = make_case(make_resident(account=make_account(email="Sam@example.com")))
    with pytest.raises(peewee.IntegrityError), atomic():
        CaseDecision.create(
            application=case,
            outcome="refused",
            reasons=["outside"],
            own_words="",
            subject="-",
            body="-",
            letter="z" * 64,
            answer_by=TODAY,
            staff=staff.account_id,
            decided_at=case.submitted_at,
        )


def test_who_has_a_card_keeps_it(staff):
    case = make_case()
    make_card(case.resident)
    decide(case, staff, "approved")
    assert Card.select().count() == 1


def test_a_long_text_message_is_refused_before_it_is_sent(staff):
    case = make_case(channel="text", mobile="+447700900142")
    with pytest.raises(Refused, match="too long for a text message") as refused:
        write(case, staff, "more_needed", "paper", "newer", "name", own_words="x" * 500)
    assert refused.value.field == "own_words"


def test_somebody_out_of_reach_is_decided_all_the_same(staff):
    case = make_case(safe_to_write=False, email="", channel="email")
    before = Message.select().count()
    assert decide(case, staff, "refused", "outside").status == "refused"
    assert Message.select().count() == before


def test_a_draft_is_gone_when_it_is_sent(staff):
    case = decide(make_case(), staff, "refused", "outside")
    assert CaseVisit.get(CaseVisit.application == case).draft is None


def test_deciding_is_all_or_nothing(staff):
    case = make_case()
    write(case, staff, "refused", "outside")
    send(case, staff)
    Message._meta.database.execute_sql("ALTER TABLE message RENAME TO gone")
    with pytest.raises(peewee.DatabaseError):
        left(case)
    assert fresh(case).status == "with_staff"
    assert CaseDecision.get().leaves_at is not None
