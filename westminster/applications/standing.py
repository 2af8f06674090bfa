"""Where an application stands, as its person reads it: what we asked or said, and what happened when."""

from dataclasses import dataclass
from datetime import date, datetime

from ..audit.service import about
from ..core.words import N_, Words
from . import looking_again
from .models import Application, ApplicationReply, CaseDecision, CaseLate, CaseReview
from .reason_rules import MORE, NO

# What happened, by act of the audit trail.
_HAPPENED = {
    "application.sent": N_("You sent your application"),
    "application.more_needed": N_("We asked you for more"),
    "application.answered": N_("You sent us more"),
    "application.brought": N_("You showed us what we asked for"),
    "application.came_back": N_("We looked again without an answer"),
    "application.approved": N_("We said yes"),
    "application.refused": N_("We could not say yes"),
    "application.look_again": N_("You asked us to look again"),
    "application.late": N_("We told you that we are late"),
    "application.withdrawn": N_("You took your application back"),
}


@dataclass(frozen=True)
class Said:
    """What a person here wrote: why, in sentences and in own words, and the last day to answer.

    `stands` is where they stand with asking us to look again: a value of look_again_rules.Standing.
    """

    why: tuple[Words, ...]
    own_words: str
    answer_by: date | None
    stands: str


@dataclass(frozen=True)
class Told:
    words: str
    at: datetime


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
        .where(CaseDecision.leaves_at.is_null())
        .order_by(CaseDecision.id.desc())
        .get()
    )
    why = tuple(reasons[slug].letter for slug in decision.reasons if slug in reasons)
    stands = looking_again.standing_of(application).value
    return Said(why, decision.own_words, decision.answer_by, stands)


def what_they_said(application: Application) -> list[Told]:
    """In their own words, since they sent it; the newest first."""
    replies = ApplicationReply.select().where(ApplicationReply.application == application)
    asked = CaseReview.select().where(CaseReview.application == application, CaseReview.asked_at.is_null(False))
    told = [Told(reply.words, reply.sent_at) for reply in replies]
    told += [Told(review.words, review.asked_at) for review in asked]
    return sorted(told, key=lambda one: one.at, reverse=True)


def expected_on(application: Application) -> date | None:
    """By when we expect to decide, where we had to tell that we are late; None in time."""
    late = CaseLate.get_or_none(CaseLate.application == application)
    if late is None or application.status != "with_staff" or application.due_on is None:
        return None
    return late.expected_on if late.expected_on > application.due_on else None


def what_happened(application: Application) -> list[Event]:
    """The newest first."""
    return [Event(_HAPPENED[line.act], line.at) for line in about(application.subject, tuple(_HAPPENED))]
