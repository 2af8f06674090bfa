"""What staff do to somebody's card: each with a reason that is kept and a message to the person."""

from collections.abc import Callable
from dataclasses import dataclass

from ..accounts.staff import actor_of, is_self
from ..audit.service import record
from ..cards import rules
from ..cards import service as cards
from ..cards.models import Card
from ..core.clock import today
from ..core.db import atomic
from ..core.errors import NotFound, Refused
from ..core.words import N_, Words
from ..messages.rules import Notice
from ..messages.service import send
from ..residents.service import contact

# A death has a page of its own (life/dying.py), which ends more than the card and writes to nobody.
_ENDED = {code: words for code, words in (rules.HOLDER_REASONS | rules.OFFICE_REASONS).items() if code != "died"}
_DIED = N_("The person has died. Two people put it right if that is a mistake.")
_OWN = N_("This is your own card. A colleague does it.")
_SUBJECT = N_("Your MyWestminster card")


@dataclass(frozen=True)
class Act:
    """One thing staff do to a card. `reasons` by code; `told` is written to the person."""

    name: Words
    then: Words
    reasons: dict[str, Words]
    told: Words
    why_not: Callable[[Card], Words | None]
    do: Callable[[Card, str, str], Card]


def _after_death(card: Card) -> Words | None:
    return _DIED if card.ended_reason == "died" else None


ACTS = {
    "stop": Act(
        N_("Stop the card"),
        N_("It stops at once, with every copy. Nobody can use it after that."),
        _ENDED,
        N_("We stopped your card. Every copy stopped with it. Was that not what you wanted? Call 020 7946 0123."),
        lambda card: rules.why_not_stop(card.status, by_holder=False),
        lambda card, why, actor: cards.stop(card, why, actor=actor),
    ),
    "replace": Act(
        N_("Replace the card"),
        N_("They get a new number at once. The old one never works again. They prove nothing again."),
        {code: words for code, words in rules.HOLDER_REASONS.items() if code != "unwanted"},
        N_("You have a new card with a new number. The old one does not work any more. Sign in to show the new one."),
        lambda card: (
            _after_death(card) or rules.why_not_replace(card.status_on(today()), card.ended_reason, by_holder=False)
        ),
        lambda card, why, actor: cards.replace(card, why, actor=actor),
    ),
    "suspend": Act(
        N_("Suspend the card"),
        N_("It does not work until somebody here lets it. At a counter it only says: ask at a library."),
        {
            "post_back": N_("A letter came back"),
            "look_into": N_("Something has to be looked into"),
            "asked": N_("They asked for it"),
        },
        N_("Your card does not work at the moment. Ask at any library, or call 020 7946 0123, and we tell you why."),
        lambda card: rules.why_not_suspend(card.status),
        lambda card, why, actor: cards.suspend(card, actor=actor),
    ),
    "unsuspend": Act(
        N_("Let the card work again"),
        N_("It works again at once."),
        {"cleared": N_("It is cleared up"), "mistake": N_("It was a mistake"), "asked": N_("They asked for it")},
        N_("Your card works again."),
        lambda card: rules.why_not_unsuspend(card.status),
        lambda card, why, actor: cards.unsuspend(card, actor=actor),
    ),
    "restore": Act(
        N_("Undo the stop"),
        N_("The card works again at once, with the same number."),
        {"found": N_("It was found"), "mistake": N_("It was stopped by mistake")},
        N_("Your card works again, with the same number."),
        lambda card: _after_death(card) or rules.why_not_restore(card.status, card.ended_reason, by_holder=False),
        lambda card, why, actor: cards.restore(card, actor=actor),
    ),
}


def acts_on(card: Card) -> dict[str, Act]:
    """What can be done to it now, by slug."""
    return {slug: act for slug, act in ACTS.items() if act.why_not(card) is None}


def act_of(slug: str) -> Act:
    """Raises NotFound."""
    if slug not in ACTS:
        raise NotFound
    return ACTS[slug]


def do(slug: str, card: Card, why: str, *, staff: int) -> None:
    """Do it to the card and tell the person. Raises Refused when it cannot be done, or to one's own."""
    act, actor = act_of(slug), actor_of(staff)
    if is_self(staff, card.resident):
        raise Refused(_OWN)
    if reason := _after_death(card):
        raise Refused(reason)
    with atomic():
        act.do(card, why, actor)
        record("card.reason", actor=actor, subject=f"card:{card.id}", done=slug, why=why)
        if reach := contact(card.resident):
            send(reach, Notice(_SUBJECT, act.told), about=f"resident:{card.resident_id}")
