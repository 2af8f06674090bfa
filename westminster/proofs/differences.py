"""A proven identity that is not as we know the person: whose it is, staff say; once, and it is done as they say."""

from collections.abc import Collection
from typing import Any

from ..accounts.models import Identity
from ..accounts.staff import actor_of
from ..audit.service import record
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.errors import NotFound
from ..places.rules import parse_postcode
from ..residents.models import Resident
from ..residents.service import correct
from .identity import made_by, record_what_it_proves
from .models import IdentityDifference
from .service import end

SAME, ANOTHER = "same_person", "another_person"
AT_MOST = 100  # on one page; who is settled makes place


class Overtaken(Exception):
    """A colleague was first."""


def waiting() -> list[IdentityDifference]:
    """Those that staff have said nothing about, with their residents, oldest first, at most AT_MOST."""
    query = IdentityDifference.select(IdentityDifference, Resident).join(Resident)
    return list(query.where(IdentityDifference.settled_at.is_null()).order_by(IdentityDifference.id).limit(AT_MOST))


def count() -> int:
    """How many wait."""
    return int(IdentityDifference.select().where(IdentityDifference.settled_at.is_null()).count())


def find(public_id: str) -> IdentityDifference:
    """With its resident and identity. Raises NotFound."""
    query = IdentityDifference.select(IdentityDifference, Resident, Identity).join(Resident)
    found = query.switch(IdentityDifference).join(Identity).where(IdentityDifference.public_id == public_id).first()
    if found is None:
        raise NotFound
    return found


def same_person(difference: IdentityDifference, take: Collection[str], *, staff_id: int) -> None:
    """It is they: what was proven counts, and of it we keep what `take` names. Raises Overtaken."""
    actor, identity, values = actor_of(staff_id), difference.identity, proven_values(difference.identity)
    changed = {column: value for what in take for column, value in values[what].items()}
    with atomic():
        _settle(difference, SAME, staff_id, take=" ".join(sorted(take)))
        if changed:
            correct(difference.resident, changed, actor=actor)
        record_what_it_proves(difference.resident_id, identity, actor=actor)


def another_person(difference: IdentityDifference, why: str, *, staff_id: int) -> None:
    """It is somebody else: nothing of it counts, from today on. `why` is kept. Raises Overtaken."""
    with atomic():
        _settle(difference, ANOTHER, staff_id, why=why)
        for proof in made_by(difference.resident_id, difference.identity_id):
            end(proof.id, on=today(), actor=actor_of(staff_id))


def proven_values(identity: Identity) -> dict[str, dict[str, Any]]:
    """What was proven as columns of Resident, by name, birth_date and address; the last only where there is one."""
    given, family = identity.given_names or "", identity.family_name or ""
    values: dict[str, dict[str, Any]] = {
        "name": {"full_name": f"{given} {family}".strip(), "surname": family or given},
        "birth_date": {"born_on": identity.born_on},
    }
    if identity.address:
        first, *others = identity.address["lines"] or [""]
        lines = [first, ", ".join(others), identity.address["town"] or ""]
        told = identity.address["postcode"]
        values["address"] = {"address": [line for line in lines if line], "postcode": parse_postcode(told) or told}
    return values


def _settle(difference: IdentityDifference, outcome: str, staff_id: int, **detail: str) -> None:
    held = locked(IdentityDifference.select().where(IdentityDifference.id == difference.id)).first()
    if held is None or held.settled_at:
        raise Overtaken
    held.outcome, held.why, held.settled_by, held.settled_at = outcome, detail.get("why"), staff_id, now()
    held.save()
    subject, told = f"resident:{held.resident_id}", {"identity": held.identity_id, "outcome": outcome, **detail}
    record("identity.settled", actor=actor_of(staff_id), subject=subject, **told)
