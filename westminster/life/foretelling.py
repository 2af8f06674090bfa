"""Tell people in time what a birthday opens or ends, and what ended with something that they had shown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ..cards.models import Card
from ..cards.rules import CURRENT
from ..core.clock import now, today
from ..core.db import atomic
from ..core.words import written_in
from ..proofs.models import Proof
from ..proofs.service import held_by
from ..residents.models import Resident
from ..services.catalogue import SERVICES
from ..services.rules import Held, Service
from ..services.service import about
from . import notices
from .ending import write
from .models import LifeTold
from .rules import BASES, BEFORE, LATE, ages_that_matter, born_to_change_on, change_on


def tell_birthdays(services: Sequence[Service] = SERVICES) -> None:
    """Who has such a birthday within BEFORE, once each. A day that the worker was away for is caught up with."""
    ages = ages_that_matter(services)
    for days in range(BEFORE.days + 1):
        day = today() + timedelta(days=days)
        for resident in _card_holders(born_to_change_on(day, ages)):
            person = about(resident.id)
            if change := change_on(services, person, person, day):
                with atomic():
                    if _first_time(resident, "birthday", day):
                        write(resident, notices.birthday(day, change, written_in(resident.language)))


def tell_ended(services: Sequence[Service] = SERVICES) -> None:
    """Whose proof ended by its own date within LATE, where nothing shows the same any more; once each.

    What the card itself stands on is not told here: it is renewed with the card. Nor is what somebody ended before its
    day: whoever ended it says so.
    """
    recent = (Proof.until_on >= today() - LATE) & (Proof.until_on < today()) & Proof.ended_on.is_null()
    due = Proof.select(Proof, Resident).join(Resident).where(recent, Proof.fact.not_in(BASES))
    for proof in list(due.order_by(Proof.id)):
        with atomic():
            last: Any = proof.until_on
            if _first_time(proof.resident, proof.fact, last):
                write_what_ended(proof.resident, proof.fact, last + timedelta(days=1), services)


def write_what_ended(resident: Resident, fact: str, day: date, services: Sequence[Service] = SERVICES) -> None:
    """Say what ended with `fact` on `day` and what stays; nothing where it is still shown some other way. In the caller's transaction."""
    if any(proof.fact == fact for proof in held_by(resident.id, today())):
        return
    after = about(resident.id)
    until_then = Held(fact, date.min, day - timedelta(days=1), None)
    before = replace(after, proofs=(*after.proofs, until_then))
    change = change_on(services, before, after, day)
    write(resident, notices.ended(change))


def _card_holders(born_on: Sequence[date]) -> Iterator[Resident]:
    """Those born on one of the days who have a card."""
    found = Resident.select().join(Card, on=(Card.resident == Resident.id))
    return iter(list(found.where(Resident.born_on.in_(born_on), Card.status.in_(CURRENT)).order_by(Resident.id)))


def _first_time(resident: Resident, what: str, day: date) -> bool:
    """Whether nobody told them of it before."""
    row = LifeTold.insert(resident=resident, what=what, day=day, told_at=now())
    return bool(row.on_conflict_ignore().as_rowcount().execute())
