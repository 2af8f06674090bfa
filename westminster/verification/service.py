"""Look at a code, answer for one service, and tell the holder that it was looked up."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ..cards import keys
from ..cards.credential import BadCredential, Expired, Foreign, read
from ..cards.models import Card
from ..cards.rules import status_on
from ..core import limits
from ..core.clock import now, today
from ..core.db import UTCDateTimeField, as_date, atomic, database
from ..core.errors import NotFound
from ..services.catalogue import SERVICES
from ..services.catalogue import find as find_service
from ..services.rules import grace
from ..services.service import about, entitled
from .models import LookUp
from .rules import State, hour_of

ASKED_IN_A_MINUTE = 60
_SHOWN_AS = {"active": "in_date", "replaced": "stopped"}
_CARD = "SELECT id, resident_id, status, valid_from, valid_until FROM card WHERE reference = {p}"
_NOTE = "INSERT INTO look_up (card_id, hour) VALUES ({p}, {p}) ON CONFLICT DO NOTHING"
_instant = UTCDateTimeField().db_value


class LookedAt(NamedTuple):
    """The card of a code; see cards.models.Card. `until` is its last day."""

    id: int
    resident_id: int
    until: date


@dataclass(frozen=True)
class Look:
    """What a code is. `card` only for one that is ours, genuine and not out of date for every service."""

    state: State
    card: LookedAt | None = None


def ask(token: str, origin: str) -> Look | None:
    """Look at a code for a stranger at `origin`, and note it where the card is in date: one commit. None for one too many."""
    found = look(token)
    with atomic():
        if not limits.allow(f"look:{origin}", ASKED_IN_A_MINUTE, timedelta(minutes=1)):
            return None
        if found.card and found.state in (State.in_date, State.in_grace):
            note(found.card)
    return found


def look(token: str) -> Look:
    """Look at the code that somebody's camera opened; by plain SQL, as checks come in crowds. Writes nothing."""
    try:
        claims = read(token, keys.find, now())
    except Expired as expired:
        return _ran_out(expired.claims.reference)
    except Foreign:
        return Look(State.foreign)
    except BadCredential:
        return Look(State.unreadable)
    row = database.execute_sql(_CARD.format(p=database.param), (claims.reference.hex(),)).fetchone()
    if row is None:
        return Look(State.foreign)
    card_id, resident_id, kept, start, until = row
    status = status_on(kept, as_date(start), as_date(until), today())
    return Look(State[_SHOWN_AS.get(status, status)], LookedAt(card_id, resident_id, as_date(until)))


def _ran_out(reference: bytes) -> Look:
    """Of a code that is out of date: whether some service still takes the card. An old code of a renewed card is no use."""
    row = database.execute_sql(_CARD.format(p=database.param), (reference.hex(),)).fetchone()
    if row is None:
        return Look(State.expired)
    card_id, resident_id, kept, start, until = row[0], row[1], row[2], as_date(row[3]), as_date(row[4])
    longest = until + timedelta(days=max(service.grace_days for service in SERVICES))
    if status_on(kept, start, until, today()) != "expired" or today() > longest:
        return Look(State.expired)
    return Look(State.in_grace, LookedAt(card_id, resident_id, until))


def opens(card: LookedAt, slug: str) -> bool:
    """Whether `card`, which is in date or in grace, opens a service that strangers may ask about. Raises NotFound."""
    service = find_service(slug)
    if not service.public:
        raise NotFound
    if card.until < today():
        return grace(service, about(card.resident_id), card.until, today()) is not None
    return entitled(card.resident_id, slug, today())


def note(card: LookedAt | Card) -> None:
    """Note that a stranger looked, once per code and hour. Not a use, and never who it was."""
    database.execute_sql(_NOTE.format(p=database.param), (card.id, _instant(hour_of(now()))))


def looks_at(resident_id: int, limit: int = 100) -> list[LookUp]:
    """When the cards of a resident were looked up, newest first."""
    query = LookUp.select(LookUp, Card).join(Card).where(Card.resident == resident_id)
    return list(query.order_by(LookUp.hour.desc(), LookUp.id.desc()).limit(limit))
