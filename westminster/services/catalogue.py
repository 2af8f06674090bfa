"""Every service there is, in the order in which pages show them."""

from ..core.errors import NotFound
from .city_save import CITY_SAVE
from .libraries import LIBRARIES
from .rules import Service

SERVICES = (LIBRARIES, CITY_SAVE)
_BY_SLUG = {service.slug: service for service in SERVICES}


def find(slug: str) -> Service:
    """Raises NotFound."""
    if slug not in _BY_SLUG:
        raise NotFound
    return _BY_SLUG[slug]
