"""What the clock does to cases."""

from io import BytesIO

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo

from tests.applications.papers import PHOTO
from tests.casework.cases import decide, make_case, write
from tests.factories import make_application, make_resident, make_staff
from westminster.applications import showing
from westminster.applications.models import Application, CaseDecision
from westminster.audit.models import AuditEntry
from westminster.audit.service import verify
from westminster.cards.service import for_resident
from westminster.casework.cli import retention_cli
from westminster.casework.models import CaseSeen, CaseVisit
from westminster.casework.retention import come_back, delete_old_papers, delete_old_tries
from westminster.core.clock import now
from westminster.core.worker import drain
from westminster.evidence import service as evidence
from westminster.evidence.service import list_for
from westminster.proofs.models import Proof
from westminster.sources import asking
from westminster.sources.models import CouncilTaxCheck, SourceAsk


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

    assert {delete_old_papers, delete_old_tries, come_back} <= {verb for _, verb in periodic}


PROOF_OF_DELETION = {"evidence.deleted", "evidence.bytes_removed"}


@pytest.fixture
def folder(configure, tmp_path):
    configure(evidence_url=(tmp_path / "evidence").as_uri())
    return tmp_path / "evidence"


def retention_run(*options: str):
    bare = ScriptInfo(create_app=lambda: Flask(__name__))
    return CliRunner().invoke(retention_cli, ["run", *options], obj=bare)


def on_the_disk(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def acts():
    return {entry.act for entry in AuditEntry.select()}


def old_case_and_old_draft(clock):
    """Decided on, or left, 31 days ago and more."""
    case = decide(make_case(papers=2), make_staff(), "approved")
    draft = make_application(make_resident())
    evidence.add(draft.resident_id, draft.subject, BytesIO(PHOTO), "a.jpg", "tenancy", actor="system")
    clock.move(days=366)
    return case


def test_the_command_takes_the_bytes_off_the_disk_and_leaves_the_proofs(clock, folder):
    old_case_and_old_draft(clock)
    young = decide(make_case(make_resident(), papers=1), make_staff(name="Hana Clarke"), "approved")
    assert len(on_the_disk(folder)) == 6, "pages, two for each first file"
    answer = retention_run()
    assert answer.exit_code == 0
    assert "2 files and what was typed off papers, of 1 decided cases" in answer.output
    assert "1 drafts that nobody went on with, with 1 files" in answer.output
    drain()
    assert len(list_for(young.subject)) == 1
    assert len(on_the_disk(folder)) == 2
    removed = AuditEntry.select().where(AuditEntry.act == "evidence.bytes_removed")
    assert removed.count() == 3
    assert all('"sha256"' in line.detail for line in removed)
    assert Proof.select().count() == 2
    assert verify().bad_id is None
    assert "0 files and what was typed off papers, of 0 decided cases" in retention_run().output


def test_a_dry_run_says_the_same_and_keeps_everything(clock, folder):
    case = old_case_and_old_draft(clock)
    answer = retention_run("--dry-run")
    assert answer.exit_code == 0
    assert answer.output.startswith("Would be deleted:\n2 files")
    assert "1 drafts" in answer.output
    drain()
    assert len(on_the_disk(folder)) == 4
    assert len(list_for(case.subject)) == 2
    assert not PROOF_OF_DELETION & acts()
    assert retention_run().output.splitlines()[1:] == answer.output.splitlines()[1:]


def test_an_option_that_there_is_not_is_a_2(folder):
    assert retention_run("--wet-run").exit_code == 2


def test_a_letter_used_again_lives_as_long_as_its_last_use(clock, folder):
    first = decide(make_case(papers=1), make_staff(), "refused", "too_old")
    (letter,) = list_for(first.subject)
    clock.move(days=20)
    second = make_application(first.resident)
    again = showing.add_again(second, letter.public_id, actor="system")
    clock.move(days=11)
    retention_run()
    drain()
    assert list_for(first.subject) == []
    assert len(on_the_disk(folder)) == again.pages
    assert evidence.open_page(again.public_id, 1, actor="staff:7")


def test_tries_in_vain_go_when_they_count_no_more_and_who_waits_waits_on(clock):
    resident = make_resident()
    told = {"resident": resident, "account_hash": "a" * 64, "account_ending": "123", "household_hash": "b" * 64}
    for result in ("matched", "not_matched", "cannot_tell"):
        CouncilTaxCheck.create(result=result, asked_at=now(), **told)
    for category in ("carer", "student"):
        asking.wait_for_person(resident, category)
    asking.settle(SourceAsk.get(SourceAsk.category == "carer").public_id, None, actor="staff:1")
    clock.move(days=27)
    assert delete_old_tries() == 0
    clock.move(days=1)
    assert retention_run("--dry-run").output.splitlines()[-1].startswith("3 tries to be found in a list")
    assert delete_old_tries() == 3
    assert [check.result for check in CouncilTaxCheck.select()] == ["matched"]
    assert [one.category for one in asking.waiting()] == ["student"]
    assert delete_old_tries() == 0
    assert AuditEntry.select().where(AuditEntry.act == "source.tries_deleted").count() == 1
