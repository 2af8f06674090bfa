"""What a person's proofs open. Worked out each time, never stored, so it cannot be out of date."""

from datetime import date

from ..proofs.service import held_by
from ..residents.rules import age_on
from ..residents.service import find as find_resident
from .catalogue import SERVICES
from .catalogue import find as find_service
from .rules import Entitlement, Person, answer


def entitlements(resident_id: int, today: date) -> list[Entitlement]:
    """Every service, and whether this person may use it today. Raises NotFound."""
    person = about(resident_id, today)
    return [Entitlement(service, answer(service.rule, person)) for service in SERVICES]


def entitled(resident_id: int, slug: str, today: date) -> bool:
    """Whether this person may use one service today. Raises NotFound."""
    service = find_service(slug)
    return answer(service.rule, about(resident_id, today)).yes


def about(resident_id: int, today: date) -> Person:
    """What rules may ask about this person. Raises NotFound."""
    born_on = find_resident(resident_id).born_on
    facts = frozenset(proof.fact for proof in held_by(resident_id, today))
    return Person(facts, age_on(born_on, today) if born_on else None)
