"""Show something about whose card one looks after: who brings it, staff see a paper; the card goes on where it was for that."""

from ..applications import facts
from ..applications.choices import BASES
from ..cards import service as cards
from ..cards.rules import may_be_renewed, twelve_months
from ..core.clock import today
from ..core.db import atomic
from ..core.errors import NotFound
from ..core.words import written_in
from ..proofs.models import Proof
from ..residents.models import Resident
from ..sources import asking
from . import notices
from .relations import holders_of, write


def to_show(person: Resident) -> list[facts.Standing]:
    """What a paper can show of them now: never what counts for a while yet, nor what their birth date says."""
    return [one for one in facts.standings(person) if one.offered and one.version.evidence]


def find(person: Resident, slug: str) -> facts.Standing:
    """One of them. Raises NotFound."""
    found = next((one for one in to_show(person) if one.slug == slug), None)
    if found is None:
        raise NotFound
    return found


def come_with(person: Resident, slug: str, *, actor: str) -> None:
    """Who looks after the card brings a paper to a library, where staff know that they come. Raises NotFound."""
    find(person, slug)
    asking.wait_for_person(person, slug, actor=actor)


def go_on(proof_id: int) -> None:
    """The card of somebody who does not sign in lasts as long as what it stands on; who looks after it hears of it."""
    proof = Proof.get_by_id(proof_id)
    person, card = proof.resident, cards.for_resident(proof.resident_id)
    if proof.fact not in BASES or person.account_id is not None or card is None or not holders_of(person.id):
        return
    until = proof.until_on or twelve_months(today())
    if until <= card.valid_until or not may_be_renewed(card.status_on(today()), card.valid_until, today()):
        return
    with atomic():
        cards.renew(card, until, actor="system")
        write(person, notices.goes_on(person.full_name, until, written_in(person.language)))
