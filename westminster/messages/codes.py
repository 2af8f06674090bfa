"""Security codes: six digits to a contact on file, for one purpose, in one browser."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta

from ..core import limits
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.errors import Refused
from ..core.settings import current
from ..core.words import N_
from .models import SecurityCode
from .rules import Contact, Notice
from .service import send

LASTS = timedelta(minutes=15)
MAX_TRIES = 5
WRONG = N_("That is not the code we sent. Check it and try again.")
SPENT = N_("This code has run out. Ask for a new one.")


def _notice(digits: str) -> Notice:
    return Notice(
        subject=N_("Your security code"),
        body=N_(
            "%(code)s is your MyWestminster security code. It works for 15 minutes. We never ask you for it.",
            code=digits,
        ),
        secret=True,
    )


def send_code(
    contact: Contact | None,
    key: str,
    *,
    about: str,
    lasts: timedelta = LASTS,
    notice: Callable[[str], Notice] = _notice,
) -> None:
    """Send a code for `key`, which names the purpose and the browser; an earlier one stops working.

    With no `contact` nothing is sent and nothing shows it. `notice` makes the message of the digits; it is
    secret, and says how long the code `lasts`. Raises Refused after five in an hour.
    """
    if not limits.allow(f"send-code:{key}", MAX_TRIES, timedelta(hours=1)):
        raise Refused(N_("You asked for many codes. Wait an hour, or call 020 7946 0123."))
    digits = f"{secrets.randbelow(1_000_000):06}"
    with atomic():
        SecurityCode.delete().where(SecurityCode.key == key).execute()
        SecurityCode.create(key=key, digest=_digest(key, digits), expires_at=now() + lasts, tries=0)
        if contact is not None:
            send(contact, notice(digits), about=about)


def check_code(key: str, typed: str) -> None:
    """Take the code, in any grouping; it works once. Raises Refused: wrong, too many tries, too late."""
    if not _right(key, "".join(filter(str.isdigit, typed))):
        raise Refused(WRONG, "code")


def _right(key: str, digits: str) -> bool:
    """The count of tries is kept when the answer is no: it is committed before the refusal."""
    with atomic():
        code = locked(SecurityCode.select().where(SecurityCode.key == key)).first()
        if code is None or code.expires_at <= now() or code.tries >= MAX_TRIES:
            raise Refused(SPENT, "code")
        if hmac.compare_digest(code.digest, _digest(key, digits)):
            code.delete_instance()
            return True
        code.tries += 1
        code.save()
        return False


def _digest(key: str, digits: str) -> str:
    """Keyed, so that a stolen table does not give away a million possible codes."""
    return hmac.new(current().secret_key.encode(), f"code:{key}:{digits}".encode(), hashlib.sha256).hexdigest()
