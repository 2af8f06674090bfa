"""A proven identity becomes proofs at once, or waits for staff where it is not as we know the person."""

import hmac
from typing import Any

from ..accounts.models import Identity
from ..accounts.service import PROVEN, identity_of
from ..audit.service import record
from ..core import settings
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.events import emit
from ..core.ids import new_token
from ..places.rules import parse_postcode
from ..places.service import look_up
from ..residents.models import Resident
from ..residents.service import for_account
from .identity_rules import Who, called, differences, fitting, letters
from .models import IdentityDifference, Proof
from .rules import IDENTITY, LIVES, ages_proved
from .service import held_by, record_proof

SOURCE = "identity"
_ANOTHER_PERSON = {"name", "birth_date"}


def prove(account_id: int) -> None:
    """Record what the newest answer of the account's provider proves, once; nothing where it proves nothing.

    What differs from what we keep of the person is told on as `identity.differs`; a name or birth date that
    does proves nothing until staff have looked. Told again meanwhile, it is the same that waits.
    """
    identity = identity_of(account_id)
    if identity is None or identity.name is None:
        return
    resident = for_account(account_id)
    with atomic():
        list(locked(Resident.select(Resident.id).where(Resident.id == resident.id)))  # one at a time
        if _is_taken(resident.id, identity.id):
            return
        what = differences(kept_of(resident), proven_of(identity)) if resident.surname else ()
        if what and _waits(resident.id, identity):
            return
        if what:
            _differs(resident.id, identity.id, what)
        if not _ANOTHER_PERSON & set(what):
            record_what_it_proves(resident.id, identity, actor=f"resident:{resident.id}")


def record_what_it_proves(resident_id: int, identity: Identity, *, actor: str) -> None:
    """The proofs of one answer; none a second time. A proof of an age that is to come begins on the birthday."""
    if made_by(resident_id, identity.id):
        return
    who, day = proven_of(identity), today()
    facts = {IDENTITY.slug: day, **ages_proved(who.born_on, SOURCE, day)}
    postcode = parse_postcode(who.postcode)
    if postcode and look_up(postcode).in_westminster:
        facts[LIVES.slug] = day
    detail = {"identity": identity.id} | _marks(who)
    for fact, from_on in facts.items():
        record_proof(resident_id, fact, source=SOURCE, method=identity.level, from_on=from_on, actor=actor, **detail)


def made_by(resident_id: int, identity_id: int) -> list[Proof]:
    """The proofs that were made of one answer, whether they count or not."""
    made = Proof.select().where(Proof.resident == resident_id, Proof.source == SOURCE).order_by(Proof.id)
    return [proof for proof in made if proof.detail["identity"] == identity_id]


def shows(resident_id: int, told: Who) -> bool:
    """Whether a proven identity that counts today is of this very person, living at this postcode in Westminster."""
    return any(
        proof.source == SOURCE and still_shows(proof, told)
        for proof in held_by(resident_id, today())
        if proof.fact == LIVES.slug
    )


def still_shows(proof: Proof, told: Who) -> bool:
    """Whether a proof is of the person and home in `told`; only those of a proven identity know.

    They know it by marks, since the names and the address are deleted long before the proof ends.
    """
    if proof.source != SOURCE:
        return True
    is_person = _mark(*called(told), str(told.born_on)) in proof.detail.get("who", ())
    return is_person and proof.detail["home"] in (None, _mark(letters(told.postcode)))


def proven_of(identity: Identity) -> Who:
    postcode = (identity.address or {}).get("postcode", "")
    return Who(identity.given_names or "", identity.family_name or "", identity.born_on, postcode)


def kept_of(resident: Resident) -> Who:
    first = resident.full_name.removesuffix(resident.surname).strip()
    return Who(first, resident.surname, resident.born_on, resident.postcode)


def _marks(who: Who) -> dict[str, Any]:
    """Of a proven person: each name they may go by with the birth date, and the postcode if there is one."""
    people = sorted(_mark(*name, str(who.born_on)) for name in fitting(who))
    return {"who": people, "home": _mark(letters(who.postcode)) if who.postcode else None}


def _mark(*parts: str) -> str:
    """128 bits of a keyed hash: without SECRET_KEY nobody can try names and dates against it."""
    key = b"proven identity" + settings.current().secret_key.encode()
    return hmac.digest(key, "\x1f".join(parts).encode(), "sha256").hex()[:32]


def _differs(resident_id: int, identity_id: int, what: tuple[str, ...]) -> None:
    IdentityDifference.create(
        public_id=new_token(10), resident=resident_id, identity=identity_id, what=list(what), found_at=now()
    )
    subject = f"resident:{resident_id}"
    record("identity.differs", actor="system", subject=subject, identity=identity_id, what=" ".join(what))
    emit("identity.differs", resident_id=resident_id, identity_id=identity_id)


def _waits(resident_id: int, identity: Identity) -> bool:
    """Whether staff are yet to look at an answer that said the very same."""
    waiting = Identity.select().join(IdentityDifference, on=IdentityDifference.identity == Identity.id)
    waiting = waiting.where(IdentityDifference.resident == resident_id, IdentityDifference.settled_at.is_null())
    return any(all(getattr(one, name) == getattr(identity, name) for name in PROVEN) for one in waiting)


def _is_taken(resident_id: int, identity_id: int) -> bool:
    if made_by(resident_id, identity_id):
        return True
    return bool(IdentityDifference.select().where(IdentityDifference.identity == identity_id).exists())
