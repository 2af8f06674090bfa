"""After a move: show that one lives where one lives now, by Council Tax at once, else by a paper that a person sees."""

from typing import Any

from ..core.clock import today
from ..core.errors import Refused
from ..core.words import N_
from ..proofs.rules import LIVES
from ..proofs.service import held_by, record_proof
from ..residents.models import Resident
from ..sources import asking, council_tax
from .models import Move
from .moving import of

_NOT_MATCHED = N_("We could not match this. Check the number and try again, or show a paper at a library.")
_NO_ANSWER = N_("We cannot look in the Council Tax list now. Try again later, or show a paper at a library.")
_NO_TRIES_LEFT = N_("We could not match you in 5 tries. Show a paper at a library: a person looks.")


def to_show(resident: Resident) -> Move | None:
    """The move into or within Westminster after which nothing was shown yet."""
    move = of(resident.id)
    if move is None or move.status == "planned" or move.place == "out":
        return None
    anew = (proof for proof in held_by(resident.id, today()) if proof.fact == LIVES.slug and proof.ended_on is None)
    return None if next(anew, None) else move


def match(resident: Resident, account_number: str, *, records: council_tax.Records | None = None) -> None:
    """Show it by Council Tax. Raises Refused without a match. Not in a transaction."""
    actor = f"resident:{resident.id}"
    who = resident.full_name.removesuffix(resident.surname).strip(), resident.surname, resident.postcode
    outcome = council_tax.try_match(resident.id, account_number, *who, actor=actor, records=records)
    found = council_tax.match_of(resident.id, *who)
    if outcome is council_tax.Outcome.NO_ANSWER:
        raise Refused(_NO_ANSWER)
    if outcome is not council_tax.Outcome.MATCHED or found is None:
        if not council_tax.tries_left(resident.id):
            raise Refused(_NO_TRIES_LEFT)
        raise Refused(_NOT_MATCHED, "account_number")
    told: dict[str, Any] = {"source": "council_tax", "method": "match", "from_on": today(), "actor": actor}
    record_proof(resident.id, LIVES.slug, **told, account_ending=found.account_ending)


def come_to_a_library(resident: Resident) -> None:
    """Staff there see that they come to show it."""
    asking.wait_for_person(resident, LIVES.slug)
