"""Look at a code, answer for one service, and tell the holder that it was looked up."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from ..cards import keys
from ..cards.credential import BadCredential, Expired, Foreign, read
from ..cards.models import Card
from ..cards.rules import status_on
from ..core import limits
from ..core.clock import now, today
from ..core.db import UTCDateTimeField, as_date, atomic, database
from ..core.errors import NotFound
from ..services.catalogue import find as find_service
from ..services.service import entitled
from .models import LookUp
from .rules import State, hour_of

ASKED_IN_A_MINUTE = 60
_SHOWN_AS = {"active": "in_date", "replaced": "stopped"}
_CARD = "SELECT id, resident_id, status, valid_from, valid_until FROM card WHERE reference = {p}"
_NOTE = "INSERT INTO look_up (card_id, hour) VALUES ({p}, {p}) ON CONFLICT DO NOTHING"
_instant = UTCDateTimeField().db_value


class LookedAt(NamedTuple):
    """The card of a code; see cards.models.Card."""

    id: int
    resident_id: int


@dataclass(frozen=True)
class Look:
    """What a code is. `card` only for one that is ours, genuine and not out of date."""

    state: State
    card: LookedAt | None = None


def ask(token: str, origin: str) -> Look | None:
    """Look at a code for a stranger at `origin`, and note it where the card is in date: one commit. None for one too many."""
    found = look(token)
    with atomic():
        if not limits.allow(f"look:{origin}", ASKED_IN_A_MINUTE, timedelta(minutes=1)):
            return None
        if found.card and found.state is State.in_date:
            note(found.card)
    return found


def look(token: str) -> Look:
    """Look at the code that somebody's camera opened; by plain SQL, as checks come in crowds. Writes nothing."""
    try:
        claims = read(token, keys.find, now())
    except Expired:
        return Look(State.expired)
    except Foreign:
        return Look(State.foreign)
    except BadCredential:
        return Look(State.unreadable)
    row = database.execute_sql(_CARD.format(p=database.param), (claims.reference.hex(),)).fetchone()
    if row is None:
        return Look(State.foreign)
    card_id, resident_id, kept, start, until = row
    status = status_on(kept, as_date(start), as_date(until), today())
    return Look(State[_SHOWN_AS.get(status, status)], LookedAt(card_id, resident_id))


def opens(card: LookedAt, slug: str) -> bool:
    """Whether `card`, which is in date, opens a service that strangers may ask about. Raises NotFound."""
    if not find_service(slug).public:
        raise NotFound
    return entitled(card.resident_id, slug, today())


def note(card: LookedAt | Card) -> None:
    """Note that a stranger looked, once per code and hour. Not a use, and never who it was."""
    database.execute_sql(_NOTE.format(p=database.param), (card.id, _instant(hour_of(now()))))


def looks_at(resident_id: int, limit: int = 100) -> list[LookUp]:
    """When the cards of a resident were looked up, newest first."""
    query = LookUp.select(LookUp, Card).join(Card).where(Card.resident == resident_id)
    return list(query.order_by(LookUp.hour.desc(), LookUp.id.desc()).limit(limit))
