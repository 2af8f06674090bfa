"""Ask us to look again at a no: the words, the papers, and back to the queue, where somebody else decides."""

from datetime import date
from typing import Any

from ..accounts.staff import actor_of
from ..audit.service import record
from ..core.clock import now, today
from ..core.db import atomic
from ..core.errors import Refused
from ..core.events import emit
from ..core.words import N_
from ..evidence import service as evidence
from ..evidence.models import EvidenceFile
from ..messages.service import send
from ..residents.service import contact
from . import helped, notices, showing
from .look_again_rules import Standing, standing
from .models import Application, CaseDecision, CaseReview
from .rules import WITH_US, WORKING_DAYS
from .service import hold
from .working_days import days_after

_NEWER = (*WITH_US, "approved")
_NO_MORE = {
    Standing.TOO_LATE: N_("The 28 days to ask us to look again are over."),
    Standing.NEWER: N_("You have sent a newer application. A person looks at that one now."),
    Standing.NOT_REFUSED: N_("There is no decision to look at again."),
}


def review_of(application: Application) -> CaseReview | None:
    return CaseReview.get_or_none(CaseReview.application == application)


def standing_of(application: Application) -> Standing:
    """See look_again_rules.standing."""
    review, last = review_of(application), last_no(application)
    return standing(
        application.status,
        asked=review is not None and review.asked_at is not None,
        answer_by=last.answer_by if last else None,
        newer=_others(application).where(Application.id > application.id, Application.status.in_(_NEWER)).exists(),
        today=today(),
    )


def last_no(application: Application) -> CaseDecision | None:
    """The no that the person knows of, the last if there are two."""
    told = CaseDecision.select().where(CaseDecision.application == application, CaseDecision.leaves_at.is_null())
    return told.where(CaseDecision.outcome == "refused").order_by(CaseDecision.id.desc()).first()


def last_day(application: Application) -> date | None:
    """Until when, that day included, they may ask; None where they may not, or not any more."""
    last = last_no(application)
    return last.answer_by if last and standing_of(application) is Standing.OPEN else None


def has_draft(application: Application) -> bool:
    """Whether they have begun anew what they would ask us to look at again."""
    return bool(_others(application).where(Application.status == "draft").exists())


def files_of(application: Application) -> list[EvidenceFile]:
    """What they added since our decision."""
    return showing.unsent(application)


def write(application: Application, words: str, *, actor: str) -> None:
    """Keep why we should look again; nothing is sent yet. A new application that was begun goes. Raises Refused.

    What was asked already stays as it was.
    """
    with atomic():
        application = hold(application)
        if standing_of(application) is Standing.ASKED:
            return
        _check(application)
        _drop_drafts(application, actor)
        no = last_no(application)
        told: dict[Any, Any] = {CaseReview.words: words}
        CaseReview.insert(application=application, decision=no, words=words).on_conflict(
            conflict_target=[CaseReview.application], update=told
        ).execute()


def ask_with(application: Application, words: str, channel: str, *, staff_id: int) -> Application:
    """Both for somebody who is with us or calls; `channel` is a key of helped_rules.CHANNELS. Raises Refused.

    Whoever wrote it down decides nothing in it.
    """
    with atomic():
        application = hold(application)
        if standing_of(application) is Standing.ASKED:
            return application
        write(application, words, actor=actor_of(staff_id))
        helped.note_helper(application, staff_id)
        return ask(application, actor=actor_of(staff_id), channel=channel)


def ask(application: Application, *, actor: str, channel: str | None = None) -> Application:
    """Put it back in the queue, for somebody else. Done again, it stays so. Raises Refused.

    `channel` is how they asked, where it is not by themselves.
    """
    with atomic():
        application = hold(application)
        review = review_of(application)
        if review is not None and review.asked_at is not None:
            return application
        _check(application)
        if review is None:
            raise Refused(N_("Write why we should look again"), "words")
        _drop_drafts(application, actor)
        files = len(files_of(application))
        review.asked_at = now()
        review.save()
        application.status, application.closed_at = "with_staff", None
        application.due_on = days_after(today(), WORKING_DAYS)
        application.owner = application.aside_until = application.aside_why = None
        application.save()
        _tell(application, actor, files=files, **({"channel": channel} if channel else {}))
    return application


def _check(application: Application) -> None:
    if reason := _NO_MORE.get(standing_of(application)):
        raise Refused(reason)


def _tell(application: Application, actor: str, **detail: Any) -> None:
    resident = application.resident
    record("application.look_again", actor=actor, subject=application.subject, resident=resident.id, **detail)
    emit("application.look_again", application_id=application.id, resident_id=resident.id)
    if reach := contact(resident):
        notice = notices.look_again(application, reach.language)
        send(reach, notice, about=f"resident:{resident.id}")


def _others(application: Application) -> Any:
    """Others of theirs that would stand in the way: one is open at a time."""
    return Application.select().where(
        Application.resident == application.resident_id,
        Application.category == application.category,
        Application.id != application.id,
    )


def _drop_drafts(application: Application, actor: str) -> None:
    for draft in _others(application).where(Application.status == "draft"):
        evidence.delete_all(draft.subject, actor=actor)
        draft.delete_instance()
