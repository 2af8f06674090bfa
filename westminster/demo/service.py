"""What /demo tells: who one can be, who of them has a card, who works here, what was sent."""

import json
import os
from typing import Any

from passlib.totp import TOTP

from ..accounts.models import Account
from ..cards.models import Card
from ..cards.rules import CURRENT
from ..core.settings import current
from ..residents.models import Resident
from .outbox import Outbox
from .stand_ins import MESSAGES_FILE
from .surroundings import ISSUER

STAFF_FILE = "demo-staff.json"


def holders() -> set[str]:
    """The subjects of those of the cast who have a card now."""
    rows = (
        Account.select(Account.subject)
        .join(Resident, on=Resident.account == Account.id)
        .join(Card, on=Card.resident == Resident.id)
        .where(Account.issuer == ISSUER, Card.status.in_(CURRENT))
    )
    return {row.subject for row in rows}


def keep_staff(staff: list[dict[str, Any]]) -> None:
    """Keep email, password, totp_secret and roles of made-up staff: the database cannot give them back."""
    path = current().state_dir / STAFF_FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(staff, file, indent=1)


def staff() -> list[dict[str, Any]]:
    path = current().state_dir / STAFF_FILE
    return list(json.loads(path.read_text())) if path.exists() else []


def code_now(totp_secret: str) -> str:
    """What an authenticator app with this secret (base32) shows now."""
    return str(TOTP(key=totp_secret).generate().token)


def sent() -> list[dict[str, Any]]:
    """The newest messages, newest first; see `outbox.COLUMNS`."""
    return Outbox(current().state_dir / MESSAGES_FILE).page()
