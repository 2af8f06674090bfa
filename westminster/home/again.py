"""Somebody who is signed in shows again that it is them: by a code to where we reach them."""

from datetime import timedelta

from ..accounts import joining
from ..core import limits
from ..core.errors import Refused
from ..core.ids import new_token
from ..messages.codes import check_code, send_code
from ..messages.rules import Contact
from ..residents.models import Resident
from ..residents.service import contact_for_code
from .stopping import ASKS_IN_AN_HOUR, TOO_OFTEN


def reach(account_id: int) -> Contact | None:
    """Where a code goes: as they told us, else to an email address that they sign in with; None for nowhere."""
    resident = Resident.get_or_none(Resident.account == account_id)
    known = contact_for_code(resident) if resident else None
    emails = [way.who for way in joining.ways_of(account_id) if way.host is None]
    return known or (Contact("email", emails[0]) if emails else None)


def ask(account_id: int) -> str:
    """Send a code; the key with which the browser that asked for it has it checked. Raises Refused."""
    if not limits.allow(f"again:{account_id}", ASKS_IN_AN_HOUR, timedelta(hours=1)):
        raise Refused(TOO_OFTEN)
    key = new_token()
    send_code(reach(account_id), f"again:{key}", about=f"account:{account_id}")
    return key


def check(key: str, typed: str) -> None:
    """Take the code. Raises Refused."""
    check_code(f"again:{key}", typed)
