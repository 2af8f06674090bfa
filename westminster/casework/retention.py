"""What the clock does to cases: papers go after a decision, and a case that waited for an answer comes back to staff."""

from dataclasses import dataclass
from datetime import timedelta

from peewee import chunked

from ..applications.models import Application
from ..applications.rules import WORKING_DAYS
from ..applications.service import delete_old_drafts
from ..applications.working_days import days_after
from ..audit.service import record
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.events import emit
from ..evidence import service as evidence
from ..evidence.models import EvidenceFile
from ..proofs.retention import delete_old_identities
from ..sources.asking import forget_asked
from ..sources.council_tax import forget_tries
from ..sources.lists import end_expired
from .models import CaseSeen, CaseVisit

PAPERS_KEPT = timedelta(days=30)
_BATCH = 500


@dataclass(frozen=True)
class Gone:
    """How many went. `files` of `cases`, `draft_files` of `drafts`; `identities` that were proven online; `lists` of partners;
    `tries` to be found in a list.
    """

    cases: int
    files: int
    drafts: int
    draft_files: int
    identities: int
    lists: int
    tries: int


def run(*, dry_run: bool = False) -> Gone:
    """Delete all that is due. `dry_run` does it too, counts, and undoes it."""
    with atomic() as transaction:
        gone = Gone(
            *delete_old_papers(), *delete_old_drafts(), delete_old_identities(), end_expired(), delete_old_tries()
        )
        if dry_run:
            transaction.rollback()
    return gone


def delete_old_papers() -> tuple[int, int]:
    """Files, what was typed off them and drafts go PAPERS_KEPT after the decision; proof and letter stay.

    How many cases there were, and how many files.
    """
    cases = files = 0
    kept = EvidenceFile.select(EvidenceFile.for_what).where(EvidenceFile.status == "kept").distinct()
    ids = [int(number) for kind, _, number in (row.for_what.partition(":") for row in kept) if kind == "application"]
    readable = (CaseSeen.name != "") | (CaseSeen.address != "")
    ids += [row.application_id for row in CaseSeen.select(CaseSeen.application).where(readable).distinct()]
    ids += [row.application_id for row in CaseVisit.select(CaseVisit.application).where(CaseVisit.draft.is_null(False))]
    long_ago = Application.closed_at < now() - PAPERS_KEPT
    for some in chunked(sorted(set(ids)), _BATCH):
        for application in Application.select().where(Application.id.in_(some), long_ago):
            with atomic():
                cases += 1
                files += evidence.delete_all(application.subject, actor="system")
                CaseSeen.update(name="", address="").where(CaseSeen.application == application).execute()
                CaseVisit.update(draft=None).where(CaseVisit.application == application).execute()
    return cases, files


def delete_old_tries() -> int:
    """Who asked a source in vain is nobody's business for longer than their tries count."""
    with atomic():
        gone = forget_tries() + forget_asked()
        if gone:
            record("source.tries_deleted", actor="system", subject="sources", count=gone)
    return gone


def come_back() -> None:
    """Who did not answer in time is not refused: a person looks again."""
    over = Application.select().where(Application.status == "more_needed", Application.due_on < today())
    with atomic():
        for application in locked(over):
            application.status, application.due_on = "with_staff", days_after(today(), WORKING_DAYS)
            application.save()
            resident = application.resident_id
            record("application.came_back", actor="system", subject=application.subject, resident=resident)
            emit("application.came_back", application_id=application.id, resident_id=resident)
