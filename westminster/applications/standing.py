"""Where an application stands, as its person reads it: what we asked or said, and what happened when."""

from dataclasses import dataclass
from datetime import date, datetime

from ..audit.service import about
from ..core.words import N_, Words
from .models import Application, CaseDecision
from .reason_rules import MORE, NO

# What happened, by act of the audit trail.
_HAPPENED = {
    "application.sent": N_("You sent your application"),
    "application.more_needed": N_("We asked you for more"),
    "application.answered": N_("You sent us more"),
    "application.came_back": N_("We looked again without an answer"),
    "application.approved": N_("We said yes"),
    "application.refused": N_("We could not say yes"),
    "application.withdrawn": N_("You took your application back"),
}


@dataclass(frozen=True)
class Said:
    """What a person here wrote: why, in sentences and in own words, and the last day to answer."""

    why: tuple[Words, ...]
    own_words: str
    answer_by: date | None


@dataclass(frozen=True)
class Event:
    words: Words
    at: datetime


def what_we_said(application: Application) -> Said | None:
    """What we ask for now, or why we could not say yes; None in any other state."""
    reasons = {"more_needed": MORE, "refused": NO}.get(application.status)
    if reasons is None:
        return None
    decision = (
        CaseDecision.select()
        .where(CaseDecision.application == application, CaseDecision.outcome == application.status)
        .order_by(CaseDecision.id.desc())
        .get()
    )
    why = tuple(reasons[slug].letter for slug in decision.reasons if slug in reasons)
    return Said(why, decision.own_words, decision.answer_by)


def what_happened(application: Application) -> list[Event]:
    """The newest first."""
    return [Event(_HAPPENED[line.act], line.at) for line in about(application.subject, tuple(_HAPPENED))]
