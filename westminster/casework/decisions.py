"""Decide a case: write it, see the letter, decide. What was decided leaves later: see `leaving`."""

from datetime import date

from ..accounts.staff import actor_of, is_self
from ..applications import helped
from ..applications.models import Application, CaseDecision
from ..applications.rules import WITH_US
from ..applications.service import hold
from ..audit.service import record
from ..core.clock import now, today
from ..core.db import atomic
from ..core.errors import Refused
from ..core.events import emit
from ..core.ids import new_token
from ..core.words import N_
from ..residents import service as residents
from ..residents.models import Resident
from . import proving, reviewing
from .letters import Draft, Letter, compose
from .models import CaseVisit
from .rules import UNDO

OUTCOMES = ("approved", "more_needed", "refused")
_CHANGED = N_("The letter has changed since you read it. Read it again, then send it.")
_OWN = N_("This is your own case. A colleague decides it.")
_HELPED = N_("You helped them apply, so a colleague decides this case.")


class Overtaken(Exception):
    """The case is not as its reader knew it: `decision` is what was decided meanwhile, None if the person took it back."""

    def __init__(self, decision: CaseDecision | None) -> None:
        super().__init__("overtaken")
        self.decision = decision


def latest(application_id: int) -> CaseDecision | None:
    """The decision that was made last."""
    of_case = CaseDecision.select().where(CaseDecision.application == application_id)
    return of_case.order_by(CaseDecision.id.desc()).first()


def has_decided(application: Application) -> bool:
    """Whether there is a decision that has not left yet."""
    last = latest(application.id)
    return last is not None and last.leaves_at is not None


def write(
    application: Application,
    chosen: str,
    *,
    staff_id: int,
    after: int | None,
    reasons: tuple[str, ...] = (),
    own_words: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
) -> None:
    """Keep a decision as a draft of this member of staff. Raises Refused when it cannot be made, Overtaken.

    A yes counts from `from_on`, today without it, until `until_on` at most.
    """
    draft = Draft(chosen, reasons, own_words, after, new_token(), from_on, until_on)
    with atomic():
        application = hold(application)
        _check_open(application, draft)
        resident = somebody_else(application, staff_id)
        if chosen == "approved":
            proving.check(application, resident, draft)
        _check_length(_letter(application, resident, draft))
        mine = (CaseVisit.application == application) & (CaseVisit.staff == staff_id)
        CaseVisit.update(draft=draft.to_keep()).where(mine).execute()


def draft_of(application: Application, staff_id: int) -> Draft | None:
    visit = CaseVisit.get_or_none(CaseVisit.application == application, CaseVisit.staff == staff_id)
    return Draft.kept(visit.draft) if visit and visit.draft else None


def letter_of(application: Application, draft: Draft) -> Letter:
    """The letter of a draft, to be read before it is sent. Raises Overtaken."""
    _check_open(application, draft)
    return _letter(application, residents.find(application.resident_id), draft)


def _letter(application: Application, resident: Resident, draft: Draft) -> Letter:
    held, review = proving.would_hold(application, resident, draft), reviewing.review_of(application)
    return compose(application, resident, draft, today(), held, review=review is not None)


def send(application: Application, read: str, *, staff_id: int) -> None:
    """Decide as the draft says; `read` is the hash of the letter that was read. Sent again, it is decided already.

    The letter and all that follows leave after UNDO, until when it can be undone.

    Raises Overtaken; Refused when the letter is not the one that was read, and as `write`.
    """
    with atomic():
        application = hold(application)
        if CaseDecision.select().where(CaseDecision.application == application, CaseDecision.letter == read).exists():
            return
        draft = draft_of(application, staff_id)
        _check_open(application, draft)
        if draft is None:
            raise Refused(_CHANGED)
        resident = somebody_else(application, staff_id)
        letter = _letter(application, resident, draft)
        if letter.hash != read:
            raise Refused(_CHANGED)
        _check_length(letter)
        if draft.outcome == "approved":
            proving.check(application, resident, draft)
        _keep(application, draft, letter, staff_id)


def _keep(application: Application, draft: Draft, letter: Letter, staff_id: int) -> None:
    at, review = now(), reviewing.review_of(application)
    decision = CaseDecision.create(
        application=application,
        outcome=draft.outcome,
        reasons=list(draft.reasons),
        own_words=draft.own_words,
        subject=letter.subject,
        body=letter.body,
        letter=letter.hash,
        answer_by=letter.answer_by,
        staff=staff_id,
        decided_at=at,
        leaves_at=at + UNDO,
        draft=draft.to_keep(),
        review=review,
    )
    record("case.decided", actor=actor_of(staff_id), subject=application.subject, outcome=draft.outcome)
    emit("case.decided", due_at=at + UNDO, decision_id=decision.id)
    mine = (CaseVisit.application == application) & (CaseVisit.staff == staff_id)
    CaseVisit.update(draft=None).where(mine).execute()


def _check_open(application: Application, draft: Draft | None) -> None:
    """Raises Overtaken for a case that is decided, if only a moment ago, and where somebody decided since the draft was begun."""
    last = latest(application.id)
    if application.status not in WITH_US:
        raise Overtaken(last if application.status != "withdrawn" else None)
    if last and (last.leaves_at or draft is None or draft.after != last.id):
        raise Overtaken(last)


def _check_length(letter: Letter) -> None:
    if over := letter.too_long_by:
        words = N_("This is %(over)s characters too long for a text message. Use fewer words of your own", over=over)
        raise Refused(words, "own_words")


def somebody_else(application: Application, staff_id: int) -> Resident:
    """The person of the case. Raises Refused for whoever would decide their own, or helped, or again what they refused.

    0014, 0030 and 0032 say it too.
    """
    resident = residents.find(application.resident_id)
    if is_self(staff_id, resident):
        raise Refused(_OWN)
    if helped.is_helper(application, staff_id):
        raise Refused(_HELPED)
    if reason := reviewing.why_not(application, staff_id):
        raise Refused(reason)
    return resident
