"""Where somebody is signed in, and signing out there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic
from ..core.errors import NotFound
from ..core.words import Words
from .device_rules import name_of
from .models import Session

_NAME_LENGTH = 16  # of a session's key, which is a hash: enough to tell those of one account apart


@dataclass(frozen=True)
class Browser:
    """One browser that is signed in. `name` is for addresses, `own` is the one that asks."""

    name: str
    device: Words
    signed_in_at: datetime
    seen_at: datetime
    shared_computer: bool
    own: bool


def browsers_of(account_id: int, own_key: str) -> list[Browser]:
    """The browsers an account is signed in with, the one that asks first, then the latest used."""
    found = _living(account_id).order_by(Session.seen_at.desc(), Session.key)
    browsers = [
        Browser(
            name=row.key[:_NAME_LENGTH],
            device=name_of(row.device),
            signed_in_at=row.created_at,
            seen_at=row.seen_at,
            shared_computer=row.shared_computer,
            own=row.key == own_key,
        )
        for row in found
    ]
    return sorted(browsers, key=lambda browser: not browser.own)


def how_many(account_id: int | None) -> int:
    """The browsers an account is signed in with; 0 for somebody without one."""
    return int(_living(account_id).count()) if account_id else 0


def end_one(account_id: int, name: str, *, actor: str) -> None:
    """Sign an account out in one browser, from its next request on. Raises NotFound."""
    key = next((row.key for row in _living(account_id) if row.key[:_NAME_LENGTH] == name), None)
    if key is None:
        raise NotFound
    _end(Session.key == key, actor)


def end_others(account_id: int, own_key: str, *, actor: str) -> None:
    """Sign an account out everywhere but in the browser that asks."""
    _end((Session.account == account_id) & (Session.key != own_key), actor)


def _living(account_id: int) -> Any:
    return Session.select().where(Session.account == account_id, Session.expires_at > now())


def _end(which: Any, actor: str) -> None:
    with atomic():
        ended = Session.delete().where(which).execute()
        record("account.ended_elsewhere", actor=actor, subject=actor, sessions=ended)
