"""Stop, restore or replace a card without signing in: a code to the contact on file opens the door for a while."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NotRequired, TypedDict

from ..cards import service as cards
from ..cards.models import Card
from ..core import limits
from ..core.clock import now
from ..core.errors import NotFound, Refused
from ..core.ids import new_token
from ..core.settings import current
from ..core.words import N_, written_in
from ..messages.codes import check_code, send_code
from ..messages.rules import Contact
from ..residents.models import Resident
from ..residents.service import reached_by

STAYS_OPEN = timedelta(minutes=15)
ASKS_IN_AN_HOUR = 5
TOO_OFTEN = N_("You asked for many codes. Wait an hour, or call 020 7946 0123.")


class Visit(TypedDict):
    """What the session keeps. `until` is an ISO instant, there once the code was right."""

    key: str
    residents: list[int]
    until: NotRequired[str]


def ask(typed: str) -> Visit:
    """Send a code to the contact somebody typed, if it is on file; the answer looks the same if not. Raises Refused."""
    if not limits.allow(f"stop:{_hidden(typed)}", ASKS_IN_AN_HOUR, timedelta(hours=1)):
        raise Refused(TOO_OFTEN, "contact")
    residents = reached_by(typed)
    visit = Visit(key=new_token(), residents=[resident.id for resident in residents])
    about = f"resident:{residents[0].id}" if residents else "nobody"
    send_code(_contact(residents, typed), f"stop:{visit['key']}", about=about)
    return visit


def open_with(visit: Visit, code: str) -> Visit:
    """The visit, open for a while. Raises Refused for a wrong or old code."""
    check_code(f"stop:{visit['key']}", code)
    return {**visit, "until": (now() + STAYS_OPEN).isoformat()}


def is_open(visit: Visit) -> bool:
    return "until" in visit and datetime.fromisoformat(visit["until"]) > now()


def cards_of(visit: Visit) -> list[Card]:
    """The cards the contact reaches, one a person."""
    found = [cards.for_resident(resident_id) for resident_id in visit["residents"]]
    return [card for card in found if card is not None]


def card_of(visit: Visit, public_id: str) -> Card:
    """One of theirs, current or not: a second press may name the one before. Raises NotFound for anybody else's."""
    for resident_id in visit["residents"]:
        with suppress(NotFound):
            return cards.find_for(resident_id, public_id)
    raise NotFound


def do(act: str, card: Card) -> None:
    """Do `act` (stop, restore or replace) as the holder, known by a code. Raises NotFound for another word.

    What is done already, by a second tab or a second press, stays done.
    """
    actor = f"contact:{card.resident_id}"
    acts: dict[str, Callable[[], Card]] = {
        "stop": lambda: cards.stop(card, "lost", actor=actor),
        "restore": lambda: cards.restore(card, actor=actor),
        "replace": lambda: cards.replace(card, "lost", actor=actor),
    }
    if act not in acts:
        raise NotFound
    with suppress(Refused):
        acts[act]()


def _contact(residents: list[Resident], typed: str) -> Contact | None:
    if not residents:
        return None
    first = residents[0]
    return (
        Contact("email", first.email, written_in(first.language))
        if "@" in typed
        else Contact("text", first.mobile, written_in(first.language))
    )


def _hidden(typed: str) -> str:
    """The contact as a keyed hash: limits are kept without personal data."""
    plain = "".join(typed.lower().split())
    return hashlib.sha256(f"{current().secret_key}:{plain}".encode()).hexdigest()[:24]
