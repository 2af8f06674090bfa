"""Every service there is, in the order in which pages show them."""

from functools import lru_cache

from ..core.errors import NotFound
from .city_save import CITY_SAVE
from .libraries import LIBRARIES
from .rules import Entitlement, Person, Service, answer

SERVICES = (LIBRARIES, CITY_SAVE)
_BY_SLUG = {service.slug: service for service in SERVICES}


def find(slug: str) -> Service:
    """Raises NotFound."""
    if slug not in _BY_SLUG:
        raise NotFound
    return _BY_SLUG[slug]


@lru_cache(maxsize=1024)
def opened_to(person: Person) -> tuple[Entitlement, ...]:
    """Every service, and whether such a person may use it: the same for everybody of that age with these facts."""
    return tuple(Entitlement(service, answer(service.rule, person)) for service in SERVICES)
