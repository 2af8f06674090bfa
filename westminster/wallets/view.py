"""The card model of one form, from what the cards, the person and the services say."""

from ..cards import codes
from ..cards.models import Card
from ..cards.number import spoken
from ..core.clock import today
from ..services.service import entitlements
from .rules import KIND, Face, on_one_line


def face_of(card: Card, form: str) -> Face:
    """The face of `card` as "pass" or "print", as of today. Raises NotFound for a card without codes."""
    return Face(
        serial=card.public_id,
        kind=KIND,
        name=on_one_line(card.resident.full_name),
        number=card.number,
        spoken=spoken(card.number),
        valid_from=card.valid_from,
        valid_until=card.valid_until,
        status=card.status_on(today()),
        opens=tuple(one.service.name for one in entitlements(card.resident_id, today()) if one.answer.yes),
        code=codes.url(codes.of(card.id, form)),
    )
