"""Record a proof, end it, and say which hold."""

from datetime import date
from typing import Any

from ..audit.service import record
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.errors import NotFound, Refused
from ..core.events import emit
from ..residents.models import Resident
from .models import Proof
from .rules import BY_STAFF, CATEGORIES, holds, proof_until, why_not_proved


def record_proof(
    resident_id: int,
    fact: str,
    *,
    source: str,
    method: str,
    from_on: date,
    actor: str,
    until_on: date | None = None,
    **detail: Any,
) -> Proof:
    """Keep that `fact` was shown, under the version of its category that holds on `from_on`.

    `until_on` is the last day of what the source shows, such as an award: it never counts for longer than that, nor
    than its category says. `detail` holds ids and endings, no personal data. Raises KeyError for a fact that is not
    one, Refused where it contradicts the birth date that we keep.
    """
    version = CATEGORIES[fact].on(from_on)
    born_on = Resident.select(Resident.born_on).where(Resident.id == resident_id).scalar()
    if reason := why_not_proved(version, from_on, told=until_on, born_on=born_on):
        raise Refused(reason)
    with atomic():
        proof = Proof.create(
            resident=resident_id,
            fact=fact,
            version=version.number,
            source=source,
            method=method,
            detail=detail,
            from_on=from_on,
            until_on=proof_until(version, from_on, told=until_on, born_on=born_on),
            recorded_at=now(),
        )
        record("proof.recorded", actor=actor, subject=f"resident:{resident_id}", proof=proof.id, fact=fact)
        emit("proof.recorded", proof_id=proof.id, resident_id=resident_id)
    return proof


def held_by(resident_id: int, today: date) -> list[Proof]:
    """The proofs that count on `today`, the one that lasts longest first."""
    for_good = Proof.until_on.is_null()
    query = Proof.select().where(Proof.resident == resident_id)
    query = query.order_by(for_good.desc(), Proof.until_on.desc(), Proof.id.desc())
    return [proof for proof in query if holds(proof.from_on, proof.until_on, proof.ended_on, today)]


def reopen(proof_id: int, ended_on: date | None, *, actor: str) -> None:
    """Undo an end: it counts again, until its own last day or the end that it had before. Raises NotFound."""
    with atomic():
        proof = Proof.get_or_none(Proof.id == proof_id)
        if proof is None:
            raise NotFound
        proof.ended_on, proof.ended_why = ended_on, None
        proof.save()
        record("proof.reopened", actor=actor, subject=f"resident:{proof.resident_id}", proof=proof.id)
        emit("proof.recorded", proof_id=proof.id, resident_id=proof.resident_id)


def ended_by_us(resident_id: int, fact: str) -> bool:
    """Whether staff have ended the proof of `fact` that was recorded last."""
    last = Proof.select().where(Proof.resident == resident_id, Proof.fact == fact).order_by(Proof.id.desc()).first()
    return last is not None and last.ended_why in BY_STAFF


def end_fact(resident_id: int, fact: str, *, why: str | None, actor: str) -> bool:
    """From today on nothing shows `fact`, nor what was to begin later; whether anything did. `why` as in `end`."""
    of = (Proof.resident == resident_id) & (Proof.fact == fact)
    of &= Proof.until_on.is_null() | (Proof.until_on >= today())
    of &= Proof.ended_on.is_null() | (Proof.ended_on > today())
    with atomic():
        counting = list(locked(Proof.select().where(of)))
        for proof in counting:
            end(proof.id, on=today(), actor=actor, why=why)
    return bool(counting)


def end(proof_id: int, *, on: date, actor: str, why: str | None = None) -> None:
    """From `on` the proof counts no more; ending it again on that day or a later one changes nothing. Raises NotFound.

    `why` is a key of rules.ENDED, None where something else tells it.
    """
    with atomic():
        proof = Proof.get_or_none(Proof.id == proof_id)
        if proof is None:
            raise NotFound
        if proof.ended_on is not None and proof.ended_on <= max(on, proof.from_on):
            return
        proof.ended_on, proof.ended_why = max(on, proof.from_on), why
        proof.save()
        record("proof.ended", actor=actor, subject=f"resident:{proof.resident_id}", proof=proof.id, why=why or "")
        emit("proof.ended", proof_id=proof.id, resident_id=proof.resident_id)
