"""Who may be the same person as somebody: a few by index, then compared by alike_rules."""

from dataclasses import dataclass
from datetime import date

from ..cards.models import Card
from ..core.words import Words
from ..residents.models import Resident
from .alike_rules import Who, turned, why_alike

FEW = 10
AT_MOST = 200  # who is compared of those with the birth date


@dataclass(frozen=True)
class Alike:
    """Somebody who may be the same person, and why; `card` is the status of theirs, None for none."""

    resident: Resident
    card: str | None
    why: tuple[Words, ...]


def others_like(resident: Resident, on: date) -> list[Alike]:
    """At the same postcode first."""
    if resident.born_on is None:
        return []
    ours = _who(resident)
    found = [(other, why) for other in _candidates(resident) if (why := why_alike(ours, _who(other)))]
    some = sorted(found, key=lambda one: (one[0].postcode != resident.postcode, one[0].id))[:FEW]
    cards = Card.select().where(Card.resident.in_([other.id for other, _ in some])).order_by(Card.id)
    status = {card.resident_id: card.status_on(on) for card in cards}
    return [Alike(other, status.get(other.id), why) for other, why in some]


def _candidates(resident: Resident) -> list[Resident]:
    others = Resident.select().where(Resident.id != resident.id)
    born = others.where(Resident.born_on == resident.born_on).order_by(Resident.id).limit(AT_MOST)
    at_home = others.where(
        Resident.postcode == resident.postcode,
        Resident.born_on.in_([day for day in (resident.born_on, turned(resident.born_on)) if day]),
    )
    return list({other.id: other for query in (at_home.limit(AT_MOST), born) for other in query}.values())


def _who(resident: Resident) -> Who:
    return Who(resident.full_name, resident.surname, resident.born_on, resident.postcode)
