"""The table of sessions as each request uses it: by plain SQL, because every signed-in page passes here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..core.clock import now
from ..core.db import UTCDateTimeField, as_instant, atomic, database, is_sqlite, locked
from .models import Account, ProviderSession, Session
from .rules import Limits, expires_at, limits
from .seal import key_of, seal, unseal

SEEN_EVERY = timedelta(minutes=1)
LEFT_FOR = timedelta(hours=24)  # how long we know whose an ended session was
_instant = UTCDateTimeField().db_value
_FIND = """
SELECT session.data, session.account_id, session.shared_computer, session.seen_at, session.expires_at, session.ends_at,
  session.proved_at, session.renew, account.realm, session.way_id
FROM session LEFT JOIN account ON account.id = session.account_id LEFT JOIN account AS way ON way.id = session.way_id
WHERE session.key = {p} AND account.disabled_at IS NULL AND way.disabled_at IS NULL
"""


@dataclass(slots=True)
class Stored:
    """What one row says; `realm` is that of the account, None when nobody is signed in. `way_id`: see Session."""

    token: bytes
    data: dict[str, Any]
    account_id: int | None
    shared_computer: bool
    seen_at: datetime
    expires_at: datetime
    ends_at: datetime
    proved_at: datetime | None
    renew: bool
    realm: str | None
    way_id: int | None

    @property
    def key(self) -> str:
        return key_of(self.token)

    @property
    def allowed(self) -> Limits:
        return limits(self.realm, shared_computer=self.shared_computer)


def find(token: bytes, *, hold: bool = False) -> Stored | None:
    """The session behind `token`, also one that has ended of itself; with `hold`, nobody else has it until the transaction ends."""
    sql = _FIND.format(p=database.param)
    if hold and not is_sqlite():
        sql += "FOR UPDATE OF session"
    row = database.execute_sql(sql, (key_of(token),)).fetchone()
    if row is None:
        return None
    sealed, account_id, shared_computer, seen_at, expires, ends_at, proved_at, renew, realm, way = row
    data = unseal(token, bytes(sealed))
    if data is None:
        return None
    seen, until, ends = as_instant(seen_at), as_instant(expires), as_instant(ends_at)
    assert seen is not None and until is not None and ends is not None  # noqa: S101, PT018  # the columns are NOT NULL
    proved = as_instant(proved_at)
    return Stored(token, data, account_id, bool(shared_computer), seen, until, ends, proved, bool(renew), realm, way)


def add(
    token: bytes,
    data: dict[str, Any],
    account_id: int | None = None,
    *,
    shared_computer: bool = False,
    device: str | None = None,
    proved: bool = True,
    way_id: int | None = None,
) -> None:
    """Begin a session; `proved` unless nobody knows when who signs in last showed that it is them."""
    allowed = limits(_realm_of(account_id), shared_computer=shared_computer)
    ends_at = now() + allowed.absolute
    Session.insert(
        key=key_of(token),
        account=account_id,
        way=way_id,
        data=seal(token, data),
        shared_computer=shared_computer,
        created_at=now(),
        seen_at=now(),
        expires_at=expires_at(now(), ends_at, allowed),
        ends_at=ends_at,
        device=device,
        proved_at=now() if proved and account_id is not None else None,
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


def prove(key: str) -> None:
    """Somebody has shown again who they are."""
    Session.update(proved_at=now()).where(Session.key == key).execute()


def renew_all(account_id: int) -> None:
    """What an account may do has changed: each of its browsers gets another id with its next answer."""
    Session.update(renew=True).where(Session.account == account_id).execute()


def move(stored: Stored, token: bytes) -> bool:
    """Give a session another token; False if it was ended, or moved by another request, in the meantime."""
    with atomic():
        row = locked(Session.select().where(Session.key == stored.key)).first()
        if row is None:
            return False
        moved = {"key": key_of(token), "data": seal(token, stored.data), "renew": False}
        Session.insert(**(row.__data__ | moved)).execute()
        ProviderSession.update(session=key_of(token)).where(ProviderSession.session == stored.key).execute()
        end(stored.key)
    stored.token, stored.renew = token, False
    return True


def sweep() -> None:
    """Drop sessions that have ended; for a while we still know whose one was, to give back what they typed."""
    nobodys = Session.account.is_null() & (Session.expires_at <= now())
    Session.delete().where(nobodys | (Session.expires_at <= now() - LEFT_FOR)).execute()


def _update(stored: Stored, **columns: Any) -> bool:
    columns |= {"seen_at": now(), "expires_at": expires_at(now(), stored.ends_at, stored.allowed)}
    return bool(Session.update(**columns).where(Session.key == stored.key).execute())


def _realm_of(account_id: int | None) -> str | None:
    account = Account.get_or_none(Account.id == account_id) if account_id is not None else None
    return str(account.realm) if account else None
