"""What was decided leaves after five minutes, or is undone by whoever decided it. Which of both, the lock of the case decides."""

from dataclasses import replace

from ..accounts.staff import actor_of
from ..applications import afterwards, outcome
from ..applications.models import Application, CaseDecision
from ..applications.rules import WITH_US
from ..applications.service import hold
from ..audit.service import record
from ..core.clock import london, now
from ..core.db import atomic
from ..core.errors import Refused
from ..core.events import emit
from ..core.ids import new_token
from ..core.words import N_, Words
from ..messages.rules import Notice
from ..messages.service import send
from ..residents.models import Resident
from ..residents.service import contact
from . import proving
from .decisions import latest, somebody_else
from .letters import Draft
from .models import CaseVisit

_GONE = N_("Too late to undo: it has gone.")
_NOT_YOURS = N_("Only who decided it can undo it.")


def undo(application: Application, *, staff_id: int) -> None:
    """Take back what has not left; it is a draft again. Done again, it stays so. Raises Refused."""
    with atomic():
        application = hold(application)
        decision = latest(application.id)
        if decision is None or decision.leaves_at is None:
            if application.status in WITH_US and _draft_is_kept(application, staff_id):
                return
            raise Refused(_GONE)
        if decision.staff_id != staff_id:
            raise Refused(_NOT_YOURS)
        decision.delete_instance()
        mine = (CaseVisit.application == application) & (CaseVisit.staff == staff_id)
        CaseVisit.update(draft={**decision.draft, "once": new_token()}).where(mine).execute()
        record("case.undone", actor=actor_of(staff_id), subject=application.subject, outcome=decision.outcome)


def leave(decision_id: int) -> None:
    """Send the letter and do what follows, once; nothing where it was undone. What is not possible any more is called off."""
    with atomic():
        found = CaseDecision.get_or_none(CaseDecision.id == decision_id)
        if found is None:
            return
        application = hold(found.application)
        decision = CaseDecision.get_or_none(CaseDecision.id == decision_id, CaseDecision.leaves_at.is_null(False))
        if decision is None:
            return
        try:
            with atomic():
                resident = somebody_else(application, decision.staff_id)
                _carry_out(application, resident, decision)
                decision.leaves_at = decision.draft = None
                decision.save()
        except Refused:
            afterwards.call_off(application, actor="system")


def _carry_out(application: Application, resident: Resident, decision: CaseDecision) -> None:
    actor = actor_of(decision.staff_id)
    letter = Notice(_as_written(decision.subject), _as_written(decision.body))
    if decision.outcome == "approved":
        proving.prove(application, _from_the_day(decision), actor)
        outcome.approve(application, resident, actor=actor, notice=letter)
        return
    application.status = decision.outcome
    if decision.outcome == "refused":
        application.closed_at = now()
    else:
        application.due_on = decision.answer_by
        application.aside_until = application.aside_why = None  # their answer brings it back
    application.save()
    detail = {"resident": resident.id, "reasons": " ".join(decision.reasons)}
    record(f"application.{decision.outcome}", actor=actor, subject=application.subject, **detail)
    emit(f"application.{decision.outcome}", application_id=application.id, resident_id=resident.id)
    if reach := contact(resident):
        send(reach, letter, about=f"resident:{resident.id}")


def _from_the_day(decision: CaseDecision) -> Draft:
    """The draft as its letter has it: a yes counts from the day on which it was said."""
    draft = Draft.kept(decision.draft)
    return replace(draft, from_on=draft.from_on or london(decision.decided_at).date())


def _as_written(text: str) -> Words:
    """The letter as it was read: it is in their language already."""
    return Words("%(text)s", (("text", text),))


def _draft_is_kept(application: Application, staff_id: int) -> bool:
    mine = (CaseVisit.application == application) & (CaseVisit.staff == staff_id)
    return bool(CaseVisit.select().where(mine, CaseVisit.draft.is_null(False)).exists())
