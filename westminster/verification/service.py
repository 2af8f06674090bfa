"""Look at a code, answer for one service, and tell the holder that it was looked up."""

from dataclasses import dataclass

from ..cards import keys
from ..cards.credential import BadCredential, Expired, Foreign, read
from ..cards.models import Card
from ..cards.service import find_by_reference
from ..core.clock import now, today
from ..core.db import atomic
from ..core.errors import NotFound
from ..services.catalogue import find as find_service
from ..services.service import entitled
from .models import LookUp
from .rules import State, hour_of


@dataclass(frozen=True)
class Look:
    """What a code is. `card` only for one that is ours, genuine and not out of date."""

    state: State
    card: Card | None = None


def look(token: str) -> Look:
    """Look at the code that somebody's camera opened. Writes nothing."""
    try:
        claims = read(token, keys.find, now())
        card = find_by_reference(claims.reference)
    except Expired:
        return Look(State.expired)
    except (Foreign, NotFound):
        return Look(State.foreign)
    except BadCredential:
        return Look(State.unreadable)
    status = card.status_on(today())
    return Look(State.in_date if status == "active" else State[_SHOWN_AS.get(status, status)], card)


def opens(card: Card, slug: str) -> bool:
    """Whether `card`, which is in date, opens a service that strangers may ask about. Raises NotFound."""
    if not find_service(slug).public:
        raise NotFound
    return entitled(card.resident_id, slug, today())


def note(card: Card) -> None:
    """Note that a stranger looked, once per code and hour. Not a use, and never who it was."""
    hour = hour_of(now())
    if not LookUp.select().where((LookUp.card == card) & (LookUp.hour == hour)).exists():
        with atomic():
            LookUp.insert(card=card, hour=hour).on_conflict_ignore().execute()


def looks_at(resident_id: int, limit: int = 100) -> list[LookUp]:
    """When the cards of a resident were looked up, newest first."""
    query = LookUp.select(LookUp, Card).join(Card).where(Card.resident == resident_id)
    return list(query.order_by(LookUp.hour.desc(), LookUp.id.desc()).limit(limit))


_SHOWN_AS = {"replaced": "stopped"}
