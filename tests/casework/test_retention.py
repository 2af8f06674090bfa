"""What the clock does to cases."""

from tests.casework.cases import decide, make_case, write
from tests.factories import make_resident, make_staff
from westminster.applications.models import Application, CaseDecision
from westminster.audit.models import AuditEntry
from westminster.cards.service import for_resident
from westminster.casework.models import CaseSeen, CaseVisit
from westminster.casework.retention import come_back, delete_old_papers
from westminster.evidence.service import list_for
from westminster.proofs.models import Proof


def test_papers_go_thirty_days_after_the_decision_and_the_proof_stays(clock):
    case = make_case(papers=2)
    open_one = make_case(make_resident(), papers=1)
    hana = make_staff(name="Hana Clarke")
    write(case, hana, "refused", "outside", own_words="Never sent.")
    decide(case, make_staff(), "approved")
    clock.move(days=30)
    delete_old_papers()
    assert len(list_for(case.subject)) == 2
    clock.move(seconds=1)
    delete_old_papers()
    delete_old_papers()
    assert not list_for(case.subject)
    assert len(list_for(open_one.subject)) == 1
    seen = CaseSeen.get()
    assert (seen.name, seen.address, seen.kind) == ("", "", "utility_bill")
    assert not CaseVisit.select().where(CaseVisit.draft.is_null(False)).exists()
    assert Proof.select().count() == CaseDecision.select().count() == 1
    assert for_resident(case.resident_id).status == "active"
    assert AuditEntry.select().where(AuditEntry.act == "evidence.deleted").count() == 2


def test_who_does_not_answer_is_not_refused(clock):
    case = decide(make_case(), make_staff(), "more_needed", "newer")
    clock.move(days=14)
    come_back()
    assert Application.get_by_id(case.id).status == "more_needed"
    clock.move(days=1)
    come_back()
    come_back()
    back = Application.get_by_id(case.id)
    assert (back.status, back.closed_at) == ("with_staff", None)
    assert back.due_on > case.due_on
    assert AuditEntry.select().where(AuditEntry.act == "application.came_back").count() == 1


def test_the_worker_does_it():
    from westminster.core.events import periodic

    assert {delete_old_papers, come_back} <= {verb for _, verb in periodic}
