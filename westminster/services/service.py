"""What a person's proofs open. Worked out each time, never stored, so it cannot be out of date."""

from datetime import date

from ..core.db import as_date, database
from ..core.errors import NotFound
from .catalogue import find as find_service
from .catalogue import opened_to
from .rules import Entitlement, Held, Person, entitlement

_ABOUT = """
SELECT resident.born_on, proof.fact, proof.from_on, proof.until_on, proof.ended_on
FROM resident LEFT JOIN proof ON proof.resident_id = resident.id WHERE resident.id = {p}
"""


def entitlements(resident_id: int, today: date) -> tuple[Entitlement, ...]:
    """Every service, and whether this person may use it today. Raises NotFound."""
    return opened_to(about(resident_id), today)


def entitled(resident_id: int, slug: str, today: date) -> bool:
    """Whether this person may use one service today. Raises NotFound."""
    service = find_service(slug)
    return entitlement(service, about(resident_id), today).answer.yes


def about(resident_id: int) -> Person:
    """What rules may ask about this person, by plain SQL: every check of a card asks. Raises NotFound."""
    rows = database.execute_sql(_ABOUT.format(p=database.param), (resident_id,)).fetchall()
    if not rows:
        raise NotFound
    return Person(as_date(rows[0][0]), tuple(Held(row[1], *map(as_date, row[2:])) for row in rows if row[1]))
