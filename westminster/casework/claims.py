"""What somebody wants to show, beside what the category says of it and what was shown of it before."""

from dataclasses import dataclass
from datetime import date

from ..applications.documents import documents_of
from ..applications.models import Application
from ..core.words import N_, Words
from ..proofs.category_rules import Evidence, Version
from ..proofs.models import Proof
from ..proofs.rules import CATEGORIES, ENDED, SOURCES, holds, how_long

FEW = 5


@dataclass(frozen=True)
class Before:
    """A proof of the same: whether it counts now, and why it was ended."""

    source: Words | str
    from_on: date
    until_on: date | None
    ended_on: date | None
    counts: bool
    why: Words | None


@dataclass(frozen=True)
class Claim:
    """`lasts` says in words what ends it by itself."""

    version: Version
    papers: tuple[Evidence, ...]
    lasts: Words
    before: list[Before]


def claimed(application: Application, today: date) -> Claim:
    """By what holds today."""
    version, fact = CATEGORIES[application.fact].on(today), application.fact
    proofs = Proof.select().where(Proof.resident == application.resident_id, Proof.fact == fact)
    before = [_before(proof, today) for proof in proofs.order_by(Proof.id.desc()).limit(FEW)]
    return Claim(version, documents_of(fact, today), _either(how_long(version)), before)


def _before(proof: Proof, today: date) -> Before:
    counts = holds(proof.from_on, proof.until_on, proof.ended_on, today)
    why = ENDED.get(proof.ended_why or "")
    return Before(SOURCES.get(proof.source, proof.source), proof.from_on, proof.until_on, proof.ended_on, counts, why)


def _either(ends: tuple[Words, ...]) -> Words:
    """The ends in one sentence: the first of them counts."""
    first, *others = ends
    return N_("%(one)s; %(other)s", one=first, other=_either(tuple(others))) if others else first
