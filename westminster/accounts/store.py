"""The table of sessions as each request uses it: by plain SQL, because every signed-in page passes here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..core.clock import now
from ..core.db import UTCDateTimeField, as_instant, database, is_sqlite
from .models import Session
from .rules import expires_at, limits
from .seal import key_of, seal, unseal

SEEN_EVERY = timedelta(minutes=1)
_instant = UTCDateTimeField().db_value
_FIND = """
SELECT session.data, session.account_id, session.shared_computer, session.seen_at, session.ends_at, account.realm
FROM session LEFT JOIN account ON account.id = session.account_id
WHERE session.key = {p} AND session.expires_at > {p} AND account.disabled_at IS NULL
"""


@dataclass(slots=True)
class Stored:
    """What one row says; `realm` is that of the account, None when nobody is signed in."""

    token: bytes
    data: dict[str, Any]
    account_id: int | None
    shared_computer: bool
    seen_at: datetime
    ends_at: datetime
    realm: str | None

    @property
    def key(self) -> str:
        return key_of(self.token)


def find(token: bytes, *, hold: bool = False) -> Stored | None:
    """The living session behind `token`; with `hold`, nobody else has it until the transaction ends."""
    sql = _FIND.format(p=database.param)
    if hold and not is_sqlite():
        sql += "FOR UPDATE OF session"
    row = database.execute_sql(sql, (key_of(token), _instant(now()))).fetchone()
    if row is None:
        return None
    sealed, account_id, shared_computer, seen_at, ends_at, realm = row
    data = unseal(token, bytes(sealed))
    if data is None:
        return None
    seen, ends = as_instant(seen_at), as_instant(ends_at)
    assert seen is not None and ends is not None  # noqa: S101, PT018  # the columns are NOT NULL
    return Stored(token, data, account_id, bool(shared_computer), seen, ends, realm)


def add(token: bytes, data: dict[str, Any], account_id: int | None = None, *, shared_computer: bool = False) -> None:
    """Begin a session."""
    allowed = limits(signed_in=account_id is not None, shared_computer=shared_computer)
    ends_at = now() + allowed.absolute
    Session.insert(
        key=key_of(token),
        account=account_id,
        data=seal(token, data),
        shared_computer=shared_computer,
        created_at=now(),
        seen_at=now(),
        expires_at=expires_at(now(), ends_at, allowed),
        ends_at=ends_at,
    ).execute()


def keep(stored: Stored) -> bool:
    """Write the data of a session; False if it was ended in the meantime, which stays so."""
    return _update(stored, data=seal(stored.token, stored.data))


def see(stored: Stored) -> None:
    """Put off the end of a session that is in use; a minute's use is one write."""
    if now() - stored.seen_at >= SEEN_EVERY:
        _update(stored)


def end(key: str) -> None:
    """End a session at once, wherever its cookie is."""
    Session.delete().where(Session.key == key).execute()


def _update(stored: Stored, **columns: Any) -> bool:
    allowed = limits(signed_in=stored.account_id is not None, shared_computer=stored.shared_computer)
    columns |= {"seen_at": now(), "expires_at": expires_at(now(), stored.ends_at, allowed)}
    return bool(Session.update(**columns).where(Session.key == stored.key).execute())
