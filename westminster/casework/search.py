"""Find people by what somebody types: an email address, a mobile, a reference, a card number, a postcode, a name."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from peewee import fn

from ..applications.models import Application
from ..cards import number
from ..cards.models import Card
from ..core.db import is_sqlite
from ..core.ids import parse_reference
from ..places.rules import parse_postcode
from ..residents.models import FormerName, Resident
from ..residents.service import reached_by

MOST = 50
_LAST = "\U0010ffff"
_People = Resident.alias()


def find_people(typed: str, *, former: bool = False) -> list[Resident]:
    """Up to MOST, by name. Nobody for no text, and nobody who has not told their name yet.

    With `former` also by a name that they had: for those who may (people.former).
    """
    text = " ".join(typed.replace(",", " ").split())
    if not text:
        return []
    if "@" in text or text.lstrip("+").replace(" ", "").isdigit():
        return reached_by(text)[:MOST]
    return _people([*_ways(text), *(_by_former_name(text) if former else ())])


def find_numbered(typed: str) -> list[Resident]:
    """Only by the whole reference of an application or the whole number of a card."""
    ways = list(_by_number(typed.strip()))
    return _people(ways) if ways else []


def _people(ways: list[Any]) -> list[Resident]:
    """Those whose ids any of these queries gives."""
    # A union and not one condition with "or": only so do both engines go by an index for every way.
    found = Resident.select().where(Resident.id.in_(reduce(or_, ways)), Resident.full_name != "")
    return list(found.order_by(Resident.surname, Resident.full_name, Resident.id).limit(MOST))


def _ways(text: str) -> Iterator[Any]:
    """Queries for the ids of people; what looks like a reference or a number may still be a name."""
    yield from _by_postcode(text.split()) or _by_name(text)
    yield from _by_number(text)


def _by_number(text: str) -> Iterator[Any]:
    if reference := parse_reference("APP", text):
        sent = Application.select(Application.resident).where(Application.reference == reference)
        yield sent.where(Application.status != "draft")
    if number.why_not_a_number(text) is None:
        yield Card.select(Card.resident).where(Card.number == number.parse(text))


def _by_postcode(words: list[str]) -> list[Any]:
    """A postcode of one or two words anywhere among others, which then begin the surname."""
    for start in range(len(words)):
        for end in (start + 2, start + 1):
            postcode = parse_postcode(" ".join(words[start:end])) if end <= len(words) else None
            if postcode:
                surname = " ".join(words[:start] + words[end:])
                at_home = _People.select(_People.id).where(_People.postcode == postcode)
                return [at_home.where(_begins(_People.surname, surname)) if surname else at_home]
    return []


def _by_name(text: str) -> list[Any]:
    """A whole name or a surname from its beginning, also with the surname first."""
    first, _, rest = text.partition(" ")
    ids = _People.select(_People.id)
    ways = [ids.where(_begins(_People.full_name, text)), ids.where(_begins(_People.surname, text))]
    turned = ids.where(_begins(_People.surname, first), _begins(_People.full_name, rest))
    return [*ways, turned] if rest else ways


def _by_former_name(text: str) -> list[Any]:
    ids = FormerName.select(FormerName.resident)
    return [ids.where(_begins(FormerName.full_name, text)), ids.where(_begins(FormerName.surname, text))]


def _begins(column: Any, text: str) -> Any:
    """Whether `column` begins with `text`, by the indexes of 0014; in any case as far as the engine knows cases."""
    lowered = fn.LOWER(column) if is_sqlite() else fn.LOWER(column).collate('"C"')
    ranges = [(fn.LOWER(form), fn.LOWER(form + _LAST)) for form in dict.fromkeys((text, text.title(), text.upper()))]
    return reduce(or_, [(lowered >= low) & (lowered < high) for low, high in ranges])
