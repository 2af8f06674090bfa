"""Tell people in time that their card, or something they showed, runs out: at 30 and at 7 days, each once."""

from collections.abc import Iterator
from datetime import date, timedelta

from ..audit.service import record
from ..cards.models import Card
from ..cards.service import for_resident
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..messages.rules import Notice
from ..messages.service import send
from ..proofs.models import Proof
from ..proofs.rules import CATEGORIES, IDENTITY, LIVES, STUDIES, WORKS
from ..proofs.service import held_by
from ..residents.models import Resident
from ..residents.service import contact
from . import notices
from .models import RenewalNotice
from .rules import CARD, NOTICE_DAYS, notice_due

_BASES = (LIVES.slug, WORKS.slug, STUDIES.slug)


def tell_in_time() -> int:
    """How many were told. Each is one transaction with its message: stopped at any moment, it goes on with the next."""
    told = 0
    for resident_id, what, until_on in [*_cards(), *_proofs()]:
        told += _tell(resident_id, what, until_on)
    return told


def _cards() -> Iterator[tuple[int, str, date]]:
    last = today() + timedelta(days=max(NOTICE_DAYS))
    soon = Card.select().where(Card.status == "active", Card.valid_until >= today(), Card.valid_until <= last)
    for card in soon.order_by(Card.valid_until, Card.id):
        yield card.resident_id, CARD, card.valid_until


def _proofs() -> Iterator[tuple[int, str, date]]:
    last = today() + timedelta(days=max(NOTICE_DAYS))
    soon = Proof.select().where(
        Proof.until_on.is_null(False), Proof.ended_on.is_null(), Proof.until_on >= today(), Proof.until_on <= last
    )
    for proof in soon.order_by(Proof.until_on, Proof.id):
        if proof.until_on and _can_be_shown_again(proof.fact):
            yield proof.resident_id, proof.fact, proof.until_on


def _can_be_shown_again(fact: str) -> bool:
    """Not what a birthday ends, which is foretold elsewhere, nor what lasts for a visit, nor who somebody is."""
    version = CATEGORIES[fact].on(today())
    ends_with_age = version.ages is not None and version.ages.oldest is not None
    return fact != IDENTITY.slug and not ends_with_age and not version.lasts.days


def _tell(resident_id: int, what: str, until_on: date) -> bool:
    days = notice_due(until_on, today())
    this = {"resident": resident_id, "what": what, "until_on": until_on, "days": days}
    if days is None or RenewalNotice.get_or_none(**this):
        return False
    with atomic():
        resident = locked(Resident.select().where(Resident.id == resident_id)).get()  # one worker at a time
        reach = contact(resident)
        if RenewalNotice.get_or_none(**this) or reach is None or not _still_ends(resident_id, what, until_on):
            return False
        RenewalNotice.create(told_at=now(), **this)
        send(reach, _notice(resident, what, until_on, reach.language), about=f"resident:{resident_id}")
        record("renewal.told", actor="system", subject=f"resident:{resident_id}", what=what, days=days)
    return True


def _still_ends(resident_id: int, what: str, until_on: date) -> bool:
    """Whether they have a card that works, and nothing lasts longer. What ends with the card is told with it."""
    card = for_resident(resident_id)
    if card is None or card.status_on(today()) != "active":
        return False
    if what == CARD:
        return bool(card.valid_until == until_on)
    if what in _BASES and card.valid_until <= until_on:
        return False
    longest = next((proof for proof in held_by(resident_id, today()) if proof.fact == what), None)
    return longest is not None and longest.until_on == until_on


def _notice(resident: Resident, what: str, until_on: date, language: str) -> Notice:
    if resident.account_id is None:
        return notices.bring_a_paper(resident.full_name, until_on, language, card=what == CARD)
    if what == CARD:
        return notices.card_ends(until_on, language)
    return notices.proof_ends(until_on, language)
