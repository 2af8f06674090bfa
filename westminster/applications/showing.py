"""Files as the way somebody shows what they say: which application takes them, add one, take one back."""

from collections.abc import Sequence
from functools import reduce
from typing import IO

from ..audit.service import about
from ..core.clock import today
from ..core.db import atomic
from ..core.errors import NotFound, Refused
from ..core.words import N_
from ..evidence import service as evidence
from ..evidence.models import EvidenceFile
from ..evidence.rules import FIELD, display_name
from ..proofs.category_rules import Evidence
from . import service
from .documents import KINDS, OTHER, documents_of
from .models import Application, CaseReview
from .rules import IN_PERSON, OPEN, TAKES_FILES, UPLOAD, can_open, task_of

_CLOSED = N_("Your application is closed, so we did not keep this file.")
_SENDING = ("application.sent", "application.answered", "application.look_again")


def taking_files(resident_id: int, category: str | None = None) -> Application | None:
    """The application (see service.draft_of) that takes files now: a draft that came so far, one that needs more, or
    one that they ask us to look at again.
    """
    of = (Application.resident == resident_id) & (Application.category == category)
    found = Application.get_or_none(of, Application.status.in_(TAKES_FILES))
    if found is None:
        asking = Application.select().join(CaseReview).where(CaseReview.asked_at.is_null())
        return asking.where(of, Application.status == "refused").first()
    if found.status == "draft" and not can_open(task_of("show"), found.answers):
        return None
    return found


def _takes_anything(application: Application) -> bool:
    """Whether any kind of paper may be sent: who was asked for more, or asks us to look again, knows best."""
    return application.status in ("more_needed", "refused")


def documents_for(application: Application) -> tuple[Evidence, ...]:
    """The kinds of paper that show what this person says; anything, once we asked for more or said no."""
    usual = documents_of(application.fact, today())
    return (*usual, OTHER) if _takes_anything(application) else usual


def to_bring(application: Application) -> tuple[Evidence, ...]:
    """The papers, of which somebody who shows it at a library has to bring one; none for others."""
    if application.status == "with_staff" and application.answers["proof_way"] == IN_PERSON:
        return documents_for(application)
    return ()


def files_of(application: Application) -> list[EvidenceFile]:
    """In the order they came."""
    return evidence.list_for(application.subject)


def unsent(application: Application) -> list[EvidenceFile]:
    """Files that can still be taken back."""
    last = next(about(application.subject, _SENDING), None)
    return [file for file in files_of(application) if last is None or file.added_at > last.at]


def add(application: Application, upload: IO[bytes], filename: str, kind: str, *, actor: str) -> EvidenceFile:
    """Add a file; the same one sent twice is there once. Raises as evidence.service.add; call it outside `atomic`."""
    file = evidence.add(application.resident_id, application.subject, upload, filename, kind, actor=actor)
    return _taken(application, file, actor)


def add_all(
    application: Application, sent: Sequence[tuple[IO[bytes], str]], kind: str, *, actor: str
) -> Refused | None:
    """Add files one after the other, also after one that is refused; what to say of those that were. As `add`."""
    refusals = []
    for upload, filename in sent:
        try:
            add(application, upload, filename, kind, actor=actor)
        except Refused as refused:
            words = N_("%(name)s: %(why)s", name=display_name(filename), why=refused.words)
            refusals.append(words if len(sent) > 1 else refused.words)
    if not refusals:
        return None
    return Refused(reduce(lambda told, more: N_("%(told)s; %(more)s", told=told, more=more), refusals), FIELD)


def infected(application: Application) -> list[EvidenceFile]:
    """Files of it that we deleted as the virus check found something in them."""
    return [file for file in evidence.list_for(application.subject, "deleted") if file.virus]


def earlier(application: Application) -> list[EvidenceFile]:
    """Files that they gave for another application, that we still have, and that could show what they say."""
    kinds = _kinds(application)
    return [file for file in evidence.earlier(application.resident_id, application.subject) if file.kind in kinds]


def add_again(application: Application, public_id: str, *, actor: str) -> EvidenceFile:
    """Add one of the `earlier` files. Raises NotFound, and as `add`."""
    if evidence.find_for(application.resident_id, public_id).kind not in _kinds(application):
        raise NotFound
    file = evidence.reuse(application.resident_id, public_id, application.subject, actor=actor)
    return _taken(application, file, actor)


def _kinds(application: Application) -> frozenset[str]:
    """What shows it; whatever we know, once we asked for more or said no."""
    if _takes_anything(application):
        return KINDS
    return frozenset(document.slug for document in documents_for(application))


def _taken(application: Application, file: EvidenceFile, actor: str) -> EvidenceFile:
    with atomic():
        known = service.hold(application)
        is_open = known.status in OPEN or taking_files(known.resident_id, known.category) == known
        if is_open:
            service.show_by(known, UPLOAD)
        else:  # taken back or decided while we looked at the file
            evidence.delete(file.public_id, actor=actor)
    if not is_open:
        raise Refused(_CLOSED, FIELD)
    return file


def take_back(application: Application, public_id: str, *, actor: str) -> None:
    """Remove a file that was not sent yet. Raises NotFound."""
    with atomic():
        known = service.hold(application)
        if public_id not in (file.public_id for file in unsent(known)):
            raise NotFound
        evidence.remove(known.resident_id, public_id, actor=actor)
        ask_again_without_files(known.subject)


def ask_again_without_files(subject: str) -> None:
    """After a file of it has gone: a draft that was shown by files, of which none is left, has to be shown anew."""
    kind, _, number = subject.partition(":")
    known = Application.get_or_none(Application.id == number) if kind == "application" else None
    if known is not None and known.answers.get("proof_way") == UPLOAD and not files_of(known):
        service.ask_again_how_shown(known)
