"""Record a proof, end it, and say which hold."""

from datetime import date
from typing import Any

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic
from ..core.errors import NotFound
from ..core.events import emit
from .models import Proof
from .rules import FACTS, holds, last_day


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
    """Keep that `fact` was shown. Without `until_on` it counts for as long as its kind does.

    `detail` holds ids and endings, no personal data. Raises KeyError for a fact that is not one.
    """
    until_on = until_on or last_day(from_on, FACTS[fact].months)
    with atomic():
        proof = Proof.create(
            resident=resident_id,
            fact=fact,
            source=source,
            method=method,
            detail=detail,
            from_on=from_on,
            until_on=until_on,
            recorded_at=now(),
        )
        record("proof.recorded", actor=actor, subject=f"resident:{resident_id}", proof=proof.id, fact=fact)
        emit("proof.recorded", proof_id=proof.id, resident_id=resident_id)
    return proof


def held_by(resident_id: int, today: date) -> list[Proof]:
    """The proofs that count on `today`, the one that lasts longest first."""
    query = Proof.select().where(Proof.resident == resident_id).order_by(Proof.until_on.desc(), Proof.id.desc())
    return [proof for proof in query if holds(proof.from_on, proof.until_on, proof.ended_on, today)]


def end(proof_id: int, *, on: date, actor: str) -> None:
    """From `on` the proof counts no more; ending it again changes nothing. Raises NotFound."""
    with atomic():
        proof = Proof.get_or_none(Proof.id == proof_id)
        if proof is None:
            raise NotFound
        if proof.ended_on is not None:
            return
        proof.ended_on = max(on, proof.from_on)
        proof.save()
        record("proof.ended", actor=actor, subject=f"resident:{proof.resident_id}", proof=proof.id)
        emit("proof.ended", proof_id=proof.id, resident_id=proof.resident_id)
