"""What a person's proofs open. Worked out each time, never stored, so it cannot be out of date."""

from dataclasses import dataclass
from datetime import date

from ..core import filters
from ..core.db import as_date, database
from ..core.errors import NotFound
from ..core.words import Words
from ..proofs.category_rules import Version
from ..proofs.rules import CATEGORIES
from .catalogue import SERVICES, opened_to
from .catalogue import find as find_service
from .rules import Entitlement, Has, Held, Person, Service, entitlement, missing
from .word_rules import explain

_ADDED = "SELECT service FROM service_added WHERE resident_id = {p}"
_ABOUT = """
SELECT resident.id, resident.born_on, proof.fact, proof.from_on, proof.until_on, proof.ended_on
FROM resident LEFT JOIN proof ON proof.resident_id = resident.id WHERE resident.{key} = {p}
"""


@dataclass(frozen=True)
class Offer:
    """A service as one person reads about it: `why` is a sentence, `show` are the categories that would open it.

    `can_add`: it is theirs to add. `added`: they did, and can take it off.
    """

    service: Service
    yes: bool
    can_add: bool
    added: bool
    why: Words
    show: tuple[tuple[str, Version], ...]


def entitlements(resident_id: int, today: date) -> tuple[Entitlement, ...]:
    """Every service, and whether this person may use it today. Raises NotFound."""
    return opened_to(about(resident_id), today)


def entitled(resident_id: int, slug: str, today: date) -> bool:
    """Whether this person may use one service today. Raises NotFound."""
    service = find_service(slug)
    person = _known(_about("id", resident_id, with_added=service.to_add))
    return entitlement(service, person, today).answer.yes


def about(resident_id: int) -> Person:
    """What rules may ask about this person, by plain SQL: every check of a card asks. Raises NotFound."""
    return _known(_about("id", resident_id))


def added(resident_id: int) -> frozenset[str]:
    """The services that this person has added, by slug."""
    rows = database.execute_sql(_ADDED.format(p=database.param), (resident_id,)).fetchall()
    return frozenset(row[0] for row in rows)


def offers(account_id: int, today: date) -> tuple[Offer, ...]:
    """Every service to the person who signs in with this account; none to somebody we know nothing of yet."""
    person = _about("account_id", account_id)
    return tuple(_offer(service, person, today) for service in SERVICES) if person else ()


def _offer(service: Service, person: Person, today: date) -> Offer:
    ways = missing(service.rule, person, today)
    facts = dict.fromkeys(one.leaf.fact for way in ways for one in way if isinstance(one.leaf, Has))
    found = entitlement(service, person, today)
    return Offer(
        service=service,
        yes=found.answer.yes,
        can_add=found.can_add,
        added=service.slug in person.added,
        why=explain(service, person, today, filters.date),
        show=tuple((fact, CATEGORIES[fact].on(today)) for fact in facts),
    )


def _known(person: Person | None) -> Person:
    if person is None:
        raise NotFound
    return person


def _about(key: str, value: int, *, with_added: bool = True) -> Person | None:
    """Without what they added it is one question less, for the many checks of what nobody has to add."""
    rows = database.execute_sql(_ABOUT.format(key=key, p=database.param), (value,)).fetchall()
    if not rows:
        return None
    resident_id, born_on = rows[0][:2]
    held = tuple(Held(row[2], *map(as_date, row[3:])) for row in rows if row[2])
    return Person(as_date(born_on), held, added(resident_id) if with_added else frozenset())
