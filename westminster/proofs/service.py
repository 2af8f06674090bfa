"""Record a proof, end it, and say which hold."""

from datetime import date
from typing import Any

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic
from ..core.errors import NotFound, Refused
from ..core.events import emit
from ..residents.models import Resident
from .models import Proof
from .rules import CATEGORIES, holds, proof_until, why_not_proved


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
        proof.ended_on = ended_on
        proof.save()
        record("proof.reopened", actor=actor, subject=f"resident:{proof.resident_id}", proof=proof.id)
        emit("proof.recorded", proof_id=proof.id, resident_id=proof.resident_id)


def end(proof_id: int, *, on: date, actor: str) -> None:
    """From `on` the proof counts no more; ending it again on that day or a later one changes nothing. Raises NotFound."""
    with atomic():
        proof = Proof.get_or_none(Proof.id == proof_id)
        if proof is None:
            raise NotFound
        if proof.ended_on is not None and proof.ended_on <= max(on, proof.from_on):
            return
        proof.ended_on = max(on, proof.from_on)
        proof.save()
        record("proof.ended", actor=actor, subject=f"resident:{proof.resident_id}", proof=proof.id)
        emit("proof.ended", proof_id=proof.id, resident_id=proof.resident_id)
