"""Count whom each service is open to, in pages; tell those who asked of one that is new. Killed, it goes on where it was."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from ..cards.models import Card
from ..cards.rules import status_on
from ..core import filters
from ..core.clock import now, today
from ..core.db import as_date, atomic, database, locked
from ..core.events import emit
from ..messages.service import send
from ..residents.models import Resident
from ..residents.service import contact
from ..services.catalogue import SERVICES
from ..services.rules import Held, Person, Service, qualifies
from ..services.word_rules import explain
from . import notices
from .models import ServiceReach, ServiceTold

PAGE = 1_000
# One page by its place, not by counting, so that the last costs what the first does; plain SQL, as everybody is read.
_PEOPLE = """
SELECT one.id, one.tell_new, one.born_on, proof.fact, proof.from_on, proof.until_on, proof.ended_on
FROM (SELECT id, tell_new, born_on FROM resident WHERE id > {p} ORDER BY id LIMIT {p}) one
LEFT JOIN proof ON proof.resident_id = one.id ORDER BY one.id
"""


class Somebody(NamedTuple):
    id: int
    tell_new: bool
    person: Person


def begin(services: Sequence[Service] = SERVICES) -> None:
    """Begin the count of the day for each service that had none today; one that was never counted is new."""
    day = today()
    with atomic():
        known = {row.service: row for row in locked(ServiceReach.select())}
        begun = [service.slug for service in services if service.begins_on <= day]
        new = [slug for slug in begun if slug not in known]
        due = new + [slug for slug in begun if slug in known and known[slug].started_on < day]
        for slug in new:
            ServiceReach.create(service=slug, started_on=day)
        if due:
            ServiceReach.update(started_on=day).where(ServiceReach.service.in_(due)).execute()
            emit("services.count", day=day.isoformat(), after=0, counts=dict.fromkeys(due, 0), new=new)


def count_page(told: dict[str, Any], services: Sequence[Service] = SERVICES, size: int = PAGE) -> None:
    """Count one page of residents, and leave the next to an event that carries the place: all in one transaction."""
    day, counts = date.fromisoformat(told["day"]), dict(told["counts"])
    counted = [service for service in services if service.slug in counts]
    after = told["after"]
    with atomic():
        people = list(_people(after, size))
        for service in counted:
            open_to = [one for one in people if qualifies(service, one.person, day).yes]
            counts[service.slug] += len(open_to)
            if service.slug in told["new"]:
                _tell(service, {one.id: one.person for one in open_to if one.tell_new}, day)
        if len(people) == size:
            emit("services.count", **{**told, "after": people[-1].id, "counts": counts})
            return
        for service in counted:
            done = {ServiceReach.residents: counts[service.slug], ServiceReach.counted_at: now()}
            ServiceReach.update(done).where(ServiceReach.service == service.slug).execute()


def reach() -> dict[str, ServiceReach]:
    """What was counted last, by the slug of the service."""
    return {row.service: row for row in ServiceReach.select()}


def _people(after: int, size: int) -> Iterator[Somebody]:
    rows = database.execute_sql(_PEOPLE.format(p=database.param), (after, size))
    for (resident_id, tell_new, born_on), group in groupby(rows, key=lambda row: row[:3]):
        held = tuple(Held(row[3], *map(as_date, row[4:])) for row in group if row[3])
        yield Somebody(resident_id, bool(tell_new), Person(as_date(born_on), held))


def _tell(service: Service, people: dict[int, Person], day: date) -> None:
    """Write to those with a card that works and an address, once ever."""
    cards = Card.select(Card, Resident).join(Resident).where(Card.resident.in_(list(people)), Card.status == "active")
    for card in cards.order_by(Card.id):
        resident = card.resident
        reached = contact(resident)
        if reached is None or status_on(card.status, card.valid_from, card.valid_until, day) != "active":
            continue
        if _note(service, resident):
            why = explain(service, people[resident.id], day, partial(filters.date, locale=reached.language))
            send(reached, notices.opened(service, why), about=f"resident:{resident.id}")


def _note(service: Service, resident: Resident) -> bool:
    """Whether this is the first time."""
    return bool(
        ServiceTold.insert(service=service.slug, resident=resident, told_at=now())
        .on_conflict_ignore()
        .as_rowcount()
        .execute()
    )
