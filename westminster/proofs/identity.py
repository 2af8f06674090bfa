"""A proven identity becomes proofs at once, or waits for staff where it is not as we know the person."""

from ..accounts.models import Identity
from ..accounts.service import identity_of
from ..audit.service import record
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.events import emit
from ..places.rules import parse_postcode
from ..places.service import look_up
from ..residents.models import Resident
from ..residents.service import for_account
from .identity_rules import Who, differences
from .models import IdentityDifference, Proof
from .rules import IDENTITY, LIVES
from .service import held_by, record_proof

SOURCE = "identity"
_ANOTHER_PERSON = {"name", "birth_date"}


def prove(account_id: int) -> None:
    """Record what the newest answer of the account's provider proves, once; nothing where it proves nothing.

    What differs from what we keep of the person is told on as `identity.differs`; a name or birth date that
    does proves nothing until staff have looked.
    """
    identity = identity_of(account_id)
    if identity is None or identity.name is None:
        return
    resident = for_account(account_id)
    with atomic():
        list(locked(Resident.select(Resident.id).where(Resident.id == resident.id)))  # one at a time
        if _is_taken(resident.id, identity.id):
            return
        what = differences(_kept(resident), _proven(identity)) if resident.surname else ()
        if what:
            _differs(resident.id, identity.id, what)
        if not _ANOTHER_PERSON & set(what):
            _record(resident.id, identity)


def shows(resident_id: int, told: Who) -> bool:
    """Whether a proven identity that counts today is of this very person, living at this postcode in Westminster."""
    return any(
        proof.source == SOURCE and still_shows(proof, told)
        for proof in held_by(resident_id, today())
        if proof.fact == LIVES.slug
    )


def still_shows(proof: Proof, told: Who) -> bool:
    """Whether a proof is of the person and home in `told`; only those of a proven identity know."""
    if proof.source != SOURCE:
        return True
    identity: Identity = Identity.get_by_id(proof.detail["identity"])
    return not differences(told, _proven(identity))


def waiting() -> list[IdentityDifference]:
    """Where a proven identity is not as we know the person and staff have not said what to do, oldest first."""
    query = IdentityDifference.select().where(IdentityDifference.settled_at.is_null())
    return list(query.order_by(IdentityDifference.id))


def settle(difference_id: int, *, actor: str) -> None:
    """Staff have looked at a difference; done before, nothing changes."""
    with atomic():
        found = IdentityDifference.get_or_none(
            IdentityDifference.id == difference_id, IdentityDifference.settled_at.is_null()
        )
        if found is not None:
            found.settled_at = now()
            found.save()
            record("identity.settled", actor=actor, subject=f"resident:{found.resident_id}", identity=found.identity_id)


def _record(resident_id: int, identity: Identity) -> None:
    facts = [IDENTITY.slug]
    postcode = parse_postcode(_proven(identity).postcode)
    if postcode and look_up(postcode).in_westminster:
        facts.append(LIVES.slug)
    for fact in facts:
        record_proof(
            resident_id,
            fact,
            source=SOURCE,
            method=identity.level,
            from_on=today(),
            actor=f"resident:{resident_id}",
            identity=identity.id,
        )


def _differs(resident_id: int, identity_id: int, what: tuple[str, ...]) -> None:
    IdentityDifference.create(resident=resident_id, identity=identity_id, what=list(what), found_at=now())
    subject = f"resident:{resident_id}"
    record("identity.differs", actor="system", subject=subject, identity=identity_id, what=" ".join(what))
    emit("identity.differs", resident_id=resident_id, identity_id=identity_id)


def _is_taken(resident_id: int, identity_id: int) -> bool:
    made = Proof.select().where(Proof.resident == resident_id, Proof.source == SOURCE)
    if any(proof.detail["identity"] == identity_id for proof in made):
        return True
    return bool(IdentityDifference.select().where(IdentityDifference.identity == identity_id).exists())


def _proven(identity: Identity) -> Who:
    postcode = (identity.address or {}).get("postcode", "")
    return Who(identity.given_names or "", identity.family_name or "", identity.born_on, postcode)


def _kept(resident: Resident) -> Who:
    first = resident.full_name.removesuffix(resident.surname).strip()
    return Who(first, resident.surname, resident.born_on, resident.postcode)
