"""Whether the person is here already, and whether it is them: nothing that we hold is shown to who asks."""

import hmac
from contextlib import suppress
from datetime import date, timedelta

from ..accounts.staff import actor_of
from ..applications.models import Application
from ..audit.service import record
from ..cards import number
from ..cards.service import for_resident
from ..casework.compare_rules import Likeness, compare_names
from ..casework.search import find_numbered
from ..core import limits
from ..core.errors import Refused
from ..core.ids import new_token, parse_reference
from ..core.words import N_
from ..messages.codes import check_code, send_code
from ..residents.models import Resident
from ..residents.service import contact_for_code, find

TRIES, PER = 5, timedelta(days=1)
DOES_NOT_FIT = N_("The two answers do not fit what we hold. Ask again, or choose another way.")
TOO_MANY = N_("There were 5 tries today. Choose another way: a person looks.")


def look_for(full_name: str, born_on: date, postcode: str, numbered: str = "", *, staff_id: int) -> Resident | None:
    """The one person of this name, birth date and postcode, or with a card number or reference; None for none, or more.

    Whoever is found so has a line in the trail, so that nobody tries people out unseen.
    """
    if numbered:
        found = [one for one in find_numbered(numbered) if one.born_on == born_on]
    else:
        at_home = Resident.select().where(Resident.postcode == postcode, Resident.born_on == born_on)
        found = list(at_home.order_by(Resident.id).limit(50)) if postcode else []
    alike = [one for one in found if compare_names(one.full_name, full_name) is Likeness.SAME]
    if len(alike) != 1:
        return None
    record("help.found", actor=actor_of(staff_id), subject=f"resident:{alike[0].id}")
    return alike[0]


def can_be_asked(resident_id: int) -> bool:
    """Whether we hold what the two questions are about."""
    return bool(find(resident_id).mobile) and bool(_numbers(resident_id))


def can_be_reached(resident_id: int) -> bool:
    return contact_for_code(find(resident_id)) is not None


def check_answers(resident_id: int, numbered: str, mobile_ending: str) -> None:
    """A number of ours and the last 4 digits of their mobile. Raises Refused, never with which was wrong."""
    if not limits.allow(f"help-questions:{resident_id}", TRIES, PER):
        raise Refused(TOO_MANY)
    told = _plain(numbered)
    right = any(hmac.compare_digest(one, told) for one in _numbers(resident_id))
    digits = "".join(filter(str.isdecimal, mobile_ending)).encode()
    if not (hmac.compare_digest(find(resident_id).mobile[-4:].encode(), digits) and right):
        raise Refused(DOES_NOT_FIT)


def send_to_them(resident_id: int) -> str:
    """Send a code to the contact that we hold; the key it is checked by. Raises Refused."""
    if not limits.allow(f"help-code:{resident_id}", TRIES, timedelta(hours=1)):
        raise Refused(N_("There were many codes. Wait an hour, or choose another way."))
    key = new_token()
    send_code(contact_for_code(find(resident_id)), f"help:{key}", about=f"resident:{resident_id}")
    return key


def check_what_they_say(key: str, code: str) -> None:
    """Raises Refused."""
    check_code(f"help:{key}", code)


def _numbers(resident_id: int) -> list[bytes]:
    """The number of their card, and the references of what they sent."""
    card = for_resident(resident_id)
    sent = Application.select().where(Application.resident == resident_id, Application.status != "draft")
    return [*([card.number.encode()] if card else []), *(one.reference.encode() for one in sent)]


def _plain(typed: str) -> bytes:
    if reference := parse_reference("APP", typed):
        return reference.encode()
    with suppress(ValueError):
        return str(number.parse(typed)).encode()
    return b""
