"""Codes to take a record over: made by staff, 12 signs, good once and for 60 days; only a keyed digest is kept."""

from datetime import timedelta

from ..applications import helped
from ..applications.models import Application
from ..core import limits, settings
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.errors import Refused
from ..core.ids import CROCKFORD, as_typed, new_symbols
from ..core.sealing import keyed_hash
from ..core.words import N_
from ..messages.rules import Notice
from ..messages.service import send as send_notice
from ..residents.models import Resident
from ..residents.service import contact
from .models import TakeOverCode

SYMBOLS = 12  # 60 bits
LASTS, TWICE = timedelta(days=60), timedelta(minutes=1)
WRONG = N_("This code does not work. Check each letter and number. If it is older than 60 days, ask us for a new one.")
_HAS_ACCOUNT = N_("They sign in by themselves already, so there is nothing to take over.")
_SAYS = N_(
    "A colleague applied for a MyWestminster card with you. Do you want to look after it yourself? Sign in at "
    "%(address)s and enter this code: %(code)s. It works once, for 60 days. Only you may use it."
)


def make(application: Application, *, staff_id: int) -> str:
    """A new code for the person of an application, to be shown once; an old one stops. Raises Refused.

    Groups of four, such as 7K3F-9Q2D-4XTB.
    """
    symbols = new_symbols(SYMBOLS)
    with atomic():
        resident = locked(Resident.select().where(Resident.id == application.resident_id)).get()
        if resident.account_id is not None:
            raise Refused(_HAS_ACCOUNT)
        TakeOverCode.delete().where(TakeOverCode.resident == resident.id).execute()
        TakeOverCode.create(
            resident=resident.id,
            digest=_digest(symbols),
            staff=staff_id,
            made_at=now(),
            expires_at=now() + LASTS,
        )
        helped.note("code_made", application, staff_id=staff_id)
    return "-".join(symbols[start : start + 4] for start in range(0, SYMBOLS, 4))


def send(application: Application, *, staff_id: int) -> bool:
    """Make a code and send it to the contact that the person gave; whether there is one. Raises as `make`.

    The same asked twice is sent once.
    """
    resident = Resident.get_by_id(application.resident_id)
    reach = contact(resident)
    if reach is None:
        return False
    with atomic():
        if not limits.allow(f"take-over-sent:{resident.id}", 1, TWICE):
            return True
        code = make(application, staff_id=staff_id)
        words = _SAYS % {"code": code, "address": settings.current().base_url + "/account/take-over"}
        send_notice(
            reach, Notice(N_("Look after your card yourself"), words, secret=True), about=f"resident:{resident.id}"
        )
    return True


def take(typed: str) -> Resident:
    """The resident whose code somebody typed, in any grouping; the code is gone. In the caller's transaction.

    Raises Refused for one that is wrong, used, replaced or too old: all the same.
    """
    symbols = as_typed("".join(c for c in typed if c.isalnum()))
    good = len(symbols) == SYMBOLS and set(symbols) <= set(CROCKFORD)
    query = TakeOverCode.select().where(TakeOverCode.digest == _digest(symbols), TakeOverCode.expires_at > now())
    code = locked(query).first() if good else None
    if code is None:
        raise Refused(WRONG, "code")
    resident: Resident = locked(Resident.select().where(Resident.id == code.resident_id)).get()
    code.delete_instance()
    return resident


def sweep() -> None:
    """Codes that have run out go."""
    TakeOverCode.delete().where(TakeOverCode.expires_at <= now()).execute()


def _digest(symbols: str) -> str:
    return keyed_hash(symbols, purpose="take over")
