"""Every service there is, in the order in which pages show them."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from ..core.errors import NotFound
from .rules import Entitlement, Person, Service, entitlement
from .service_files import read_services

SERVICES = read_services(Path(__file__).parent / "services")
_BY_SLUG = {service.slug: service for service in SERVICES}


def find(slug: str) -> Service:
    """Raises NotFound."""
    if slug not in _BY_SLUG:
        raise NotFound
    return _BY_SLUG[slug]


@lru_cache(maxsize=1024)
def opened_to(person: Person, day: date) -> tuple[Entitlement, ...]:
    """Every service, and whether such a person may use it on `day`: the same for everybody of whom the same is known."""
    return tuple(entitlement(service, person, day) for service in SERVICES)
