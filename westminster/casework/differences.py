"""What a provider proved beside what we keep: for staff to say whether it is the same person, and the person is told."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from ..accounts.staff import actor_of
from ..core.db import atomic
from ..core.words import N_, Words
from ..messages.rules import Notice
from ..messages.service import send
from ..proofs import differences as proved
from ..proofs.identity import kept_of, proven_of
from ..proofs.identity_rules import differences
from ..proofs.models import IdentityDifference
from ..residents.service import contact, find
from .reading import note_look

FACTS = {"name": N_("Name"), "birth_date": N_("Date of birth"), "address": N_("Address")}
WHY_ANOTHER = {
    "shared": N_("Somebody else used their sign-in"),
    "alike": N_("It is somebody else with a similar name"),
    "mistake": N_("The provider made a mistake"),
    "cannot_tell": N_("We cannot tell that it is the same person"),
}
_SUBJECT = N_("What you proved when you signed in")
TAKEN = N_(
    "You proved who you are when you signed in. A person here has looked at it. Your details with us are now as you "
    "proved them. Sign in to see them. Is something wrong? Call 020 7946 0123 or ask at any library."
)
LEFT = N_(
    "You proved who you are when you signed in. A person here has looked at it. It counts, and your details with us "
    "stay as they are. Is something wrong? Call 020 7946 0123 or ask at any library."
)
NOT_USED = N_(
    "You proved who you are when you signed in. It is not the same as what we know about you, so we do not use it. "
    "Your details stay as they are. Is something wrong? Call 020 7946 0123 or ask at any library."
)


@dataclass(frozen=True)
class Row:
    """One fact on both sides, as columns of Resident; `proven` is None where the provider did not tell it."""

    what: str
    name: Words
    kept: dict[str, Any]
    proven: dict[str, Any] | None
    same: bool


def rows(difference: IdentityDifference) -> list[Row]:
    """As it is now: what we keep may have changed since it was found."""
    resident, identity = difference.resident, difference.identity
    other = differences(kept_of(resident), proven_of(identity))
    kept: dict[str, dict[str, Any]] = {
        "name": {"full_name": resident.full_name},
        "birth_date": {"born_on": resident.born_on},
        "address": {"address": resident.address, "postcode": resident.postcode},
    }
    values = proved.proven_values(identity)
    return [Row(what, name, kept[what], values.get(what), what not in other) for what, name in FACTS.items()]


def look(difference: IdentityDifference, *, staff_id: int) -> None:
    """Note who looks, for the person to see."""
    at = f"identity_difference:{difference.id}"
    note_look(difference.resident_id, actor=actor_of(staff_id), at=at, why="identity")


def same_person(difference: IdentityDifference, take: Collection[str], *, staff_id: int) -> None:
    """See proofs.differences; the person is told. Raises Overtaken."""
    with atomic():
        proved.same_person(difference, take, staff_id=staff_id)
        _tell(difference, TAKEN if take else LEFT)


def another_person(difference: IdentityDifference, why: str, *, staff_id: int) -> None:
    """See proofs.differences; the person is told. Raises Overtaken."""
    with atomic():
        proved.another_person(difference, why, staff_id=staff_id)
        _tell(difference, NOT_USED)


def _tell(difference: IdentityDifference, words: Words) -> None:
    resident = find(difference.resident_id)
    if reach := contact(resident):
        send(reach, Notice(_SUBJECT, words), about=f"resident:{resident.id}")
