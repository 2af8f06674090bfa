"""Renew a card with one button: ask again whoever said yes before. Who cannot be asked, or says no yes, leads to a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..applications import outcome
from ..applications.rules import why_a_person
from ..applications.service import state_of
from ..cards import service as cards
from ..cards.models import Card
from ..cards.rules import may_be_renewed
from ..core.clock import today
from ..core.db import atomic, locked
from ..messages.service import send
from ..proofs.models import Proof
from ..proofs.rules import CATEGORIES, LIVES, STUDIES, WORKS, last_day, proof_until
from ..proofs.service import held_by, record_proof
from ..residents.models import Resident
from ..residents.rules import age_on
from ..residents.service import contact
from ..sources import council_tax, extract, lists
from ..sources.models import CouncilTaxCheck
from . import notices

BASES = (LIVES.slug, WORKS.slug, STUDIES.slug)


@dataclass(frozen=True)
class Way:
    """Who is asked again, and until when the card then is good.

    `by` is proof (something they showed since), council_tax or partner_list.
    """

    fact: str
    by: str
    until_on: date
    ending: str = ""
    partners: tuple[str, ...] = ()


def card_to_renew(resident_id: int) -> Card | None:
    """Their card, where it is time to renew it and no application for it is with us."""
    card = cards.for_resident(resident_id)
    if card is None or not may_be_renewed(card.status_on(today()), card.valid_until, today()):
        return None
    return None if state_of(resident_id) == "sent" else card


def way(resident: Resident, card: Card) -> Way | None:
    """Who can be asked without asking the person anything; None where a person has to look."""
    last = _last_basis(resident.id)
    if last is None or resident.born_on is None or _needs_a_person(resident, last.fact):
        return None
    newer = next((proof for proof in held_by(resident.id, today()) if proof.fact in BASES), None)
    if newer and (newer.until_on is None or newer.until_on > card.valid_until):
        until = newer.until_on or last_day(today(), 12)
        return Way(newer.fact, "proof", until) if until > card.valid_until else None
    until_on = proof_until(CATEGORIES[last.fact].on(today()), today(), told=None, born_on=resident.born_on)
    until = until_on or last_day(today(), 12)
    if last.fact == LIVES.slug and (match := _match(resident)):
        return Way(last.fact, "council_tax", until, ending=match.account_ending)
    if lists.can_tell(last.fact):
        listed = lists.in_use(last.fact)
        until = min(until, max(one.expires_on for one in listed))
        return Way(last.fact, "partner_list", until, partners=tuple(one.partner for one in listed))
    return None


def renew(resident: Resident, *, actor: str) -> bool:
    """Ask again and give the card more time, with the same number. False where nobody says yes; True again if it is done."""
    with atomic():
        resident = locked(Resident.select().where(Resident.id == resident.id)).get()  # one tap at a time
        card = cards.for_resident(resident.id)
        if card and card.status_on(today()) == "active" and not may_be_renewed("active", card.valid_until, today()):
            return True
        if card is None or card_to_renew(resident.id) is None:
            return False
        chosen = way(resident, card)
        until = _ask(resident, chosen, actor) if chosen else None
        if until is None or until <= card.valid_until:
            return False
        cards.renew(card, until, actor=actor)
        if reach := contact(resident):
            send(reach, notices.renewed(until, reach.language), about=f"resident:{resident.id}")
    return True


def last_fact(resident_id: int) -> str | None:
    """What their card stood on last."""
    last = _last_basis(resident_id)
    return last.fact if last else None


def _ask(resident: Resident, chosen: Way, actor: str) -> date | None:
    """The last day of the proof that somebody's yes makes; None without one."""
    told: dict[str, Any] = {"source": chosen.by, "method": "match", "from_on": today(), "actor": actor}
    match chosen.by:
        case "proof":
            return chosen.until_on
        case "council_tax":
            check = _match(resident)
            if check is None or not council_tax.still_matches(check, *_name(resident), actor=actor):
                return None
            proof = record_proof(resident.id, chosen.fact, **told, account_ending=check.account_ending)
        case _:
            found = lists.look_up(chosen.fact, "", resident.full_name, resident.born_on) if resident.born_on else None
            if found is None:
                return None
            proof = record_proof(resident.id, chosen.fact, **told, until_on=found.until_on, list=found.list_id)
    return proof.until_on or last_day(today(), 12)


def _last_basis(resident_id: int) -> Proof | None:
    """What the card stood on last, unless somebody ended it: then only a person says what holds now."""
    proofs = Proof.select().where(Proof.resident == resident_id, Proof.fact.in_(BASES), Proof.from_on <= today())
    last = proofs.order_by(Proof.until_on.is_null().desc(), Proof.until_on.desc(), Proof.id.desc()).first()
    return None if last is None or last.ended_on is not None else last


def _needs_a_person(resident: Resident, fact: str) -> bool:
    """As for somebody who applies."""
    same, age = outcome.same_person_has_card(resident), age_on(resident.born_on, today()) if resident.born_on else 0
    return why_a_person(basis=fact, age=age, proved=True, same_person=same) is not None


def _match(resident: Resident) -> CouncilTaxCheck | None:
    """The match that can be asked again: of this very name and postcode, and in an extract that can tell."""
    if extract.why_not() is not None:
        return None
    return council_tax.last_match(resident.id, *_name(resident), resident.postcode)


def _name(resident: Resident) -> tuple[str, str]:
    return resident.full_name.removesuffix(resident.surname).strip(), resident.surname
