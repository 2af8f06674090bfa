"""What a yes keeps as a proof: what they claim, from a day until what was seen ends, and never longer than its category says."""

from datetime import date, timedelta

from ..accounts.staff import actor_of
from ..applications import outcome
from ..applications.models import Application
from ..core.clock import today
from ..core.errors import Refused
from ..core.words import N_
from ..proofs.rules import CATEGORIES, proof_until, why_not_proved
from ..proofs.service import record_proof
from ..residents.models import Resident
from ..services.rules import Held
from .letters import Draft
from .models import CaseSeen

AHEAD = timedelta(days=183)  # an award may begin in a while
_NOTHING_SEEN = N_("Before you say yes, write what you saw: on a file, or on a paper that they showed you.")
_PAST = N_("The first day must be today or later")
_FAR = N_("The first day must be within 6 months")
_ENDED = N_("The last day must not be before the first")


def check(application: Application, resident: Resident, draft: Draft) -> None:
    """Raises Refused for a yes that nothing shows, on days that cannot be, or against the birth date that we keep."""
    if outcome.is_proved(application):
        return
    if _last_seen(application) is None:
        raise Refused(_NOTHING_SEEN, "decision")
    first = draft.from_on or today()
    if first < today():
        raise Refused(_PAST, "from_on")
    if first > today() + AHEAD:
        raise Refused(_FAR, "from_on")
    if draft.until_on and draft.until_on < first:
        raise Refused(_ENDED, "until_on")
    version = CATEGORIES[application.fact].on(first)
    if reason := why_not_proved(version, first, told=_told(application, draft), born_on=resident.born_on):
        raise Refused(reason, "decision")


def would_hold(application: Application, resident: Resident, draft: Draft) -> Held:
    """The proof that a yes makes."""
    first, fact = draft.from_on or today(), application.fact
    told = _told(application, draft)
    until = proof_until(CATEGORIES[fact].on(first), first, told=told, born_on=resident.born_on)
    return Held(fact, first, until, None)


def prove(application: Application, draft: Draft, actor: str) -> None:
    """Keep what a check showed, else what somebody saw last. Raises Refused."""
    if outcome.is_proved(application):
        outcome.prove_by_check(application, actor)
        return
    seen = _last_seen(application)
    if seen is None:
        raise Refused(_NOTHING_SEEN)
    record_proof(
        application.resident_id,
        application.fact,
        source="document" if seen.evidence else "in_person",
        method="seen by a person",
        from_on=draft.from_on or today(),
        until_on=_told(application, draft),
        actor=actor,
        application=application.id,
        kind=seen.kind,
        ending=seen.ending,
        seen=seen.id,
        seen_by=actor_of(seen.staff_id),
    )


def _told(application: Application, draft: Draft) -> date | None:
    """When what was seen ends: as staff say with the yes, else as they wrote of the paper."""
    seen = _last_seen(application)
    ends_on = draft.until_on or (seen.ends_on if seen else None)
    return ends_on if ends_on and ends_on >= (draft.from_on or today()) else None


def _last_seen(application: Application) -> CaseSeen | None:
    of_case = CaseSeen.select().where(CaseSeen.application == application)
    return of_case.order_by(CaseSeen.seen_at.desc(), CaseSeen.id.desc()).first()
