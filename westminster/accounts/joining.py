"""More than one way to sign in to one account: what ways there are, add one, take one away.

Whether two people's data would meet is for who calls to ask; here it is about accounts alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.errors import NotFound, Refused
from ..core.ids import new_token
from ..core.words import N_
from .models import Account, EmailLogin, JoinedAccount, Session
from .rules import CLAIMED
from .tries import hidden

OTHERS = N_("This way to sign in belongs to another account that has more than one. Call us and we put it right.")
_IN_USE = N_("You are signed in this way now. Sign in another way first, then take this one away.")


@dataclass(frozen=True)
class Way:
    """One way to sign in. `name` is for addresses; `host` is the provider's, None for an email address.

    `who` is the email address, or who the provider said it is. `own` is the way of the session that asks.
    """

    account_id: int
    name: str
    host: str | None
    who: str
    since: datetime
    own: bool


def ways_of(account_id: int, own_way_id: int | None = None) -> list[Way]:
    """All ways into an account, the first one first."""
    joined = {row.account_id: row.joined_at for row in _rows(account_id)}
    found = Account.select().where(Account.id.in_([account_id, *joined]))
    ways = [_described(one, joined.get(one.id, one.created_at), own_way_id) for one in found]
    return sorted(ways, key=lambda way: (way.account_id != account_id, way.since, way.account_id))


def way_of(account_id: int) -> Way:
    """An account as a way to sign in."""
    account = Account.get_by_id(account_id)
    return _described(account, account.created_at, None)


def opened_by(way_id: int) -> int:
    """The account that a way opens: another, or itself."""
    row = JoinedAccount.get_or_none(JoinedAccount.account == way_id)
    return int(row.into_id) if row else way_id


def join(account_id: int, way_id: int, *, actor: str) -> None:
    """From now on `way_id` opens `account_id`; what it opened before is signed out. Done already, it stays so.

    Raises Refused for a way that is joined with others.
    """
    with atomic():
        _hold(account_id, way_id)
        if opened_by(way_id) == account_id:
            return
        if JoinedAccount.select().where(JoinedAccount.account == way_id).exists():
            raise Refused(OTHERS)
        own = {"account": account_id, "into_id": account_id, "joined_at": now()}
        JoinedAccount.insert(own).on_conflict_ignore().execute()
        JoinedAccount.insert(account=way_id, into_id=account_id, joined_at=now()).execute()
        Session.delete().where(Session.account == way_id).execute()
        record("account.way_added", actor=actor, subject=f"account:{account_id}", way=way_id)


def take_away(account_id: int, name: str, own_way_id: int, *, actor: str) -> None:
    """The way `name` opens this account no more, and where it was used is signed out.

    Not the way of the session that asks: so another is known to work, and the last cannot go. Raises NotFound, Refused.
    """
    with atomic():
        _hold(account_id)
        way = find(account_id, name, own_way_id)
        if way.own:
            raise Refused(_IN_USE)
        Session.delete().where(*_begun_by(account_id, way.account_id)).execute()
        gone = way.account_id
        if gone == account_id:  # the account is known by its first way: it takes on the name of the one that stays
            gone = own_way_id
            _swap_names(account_id, own_way_id)
            Session.update(way=None).where(Session.way == own_way_id).execute()
        JoinedAccount.delete().where(JoinedAccount.account == gone).execute()
        if not [row for row in _rows(account_id) if row.account_id != account_id]:
            JoinedAccount.delete().where(JoinedAccount.account == account_id).execute()
        record("account.way_taken_away", actor=actor, subject=f"account:{account_id}", way=gone)


def find(account_id: int, name: str, own_way_id: int) -> Way:
    """One of the ways into an account. Raises NotFound."""
    found = next((way for way in ways_of(account_id, own_way_id) if way.name == name), None)
    if found is None:
        raise NotFound
    return found


def _described(account: Account, since: datetime, own_way_id: int | None) -> Way:
    login = EmailLogin.get_or_none(EmailLogin.account == account.id)
    return Way(
        account_id=account.id,
        name=hidden("way", str(account.id)),
        host=None if login else urlsplit(account.issuer).hostname or account.issuer,
        who=login.email if login else account.email or account.name or "",
        since=since,
        own=account.id == own_way_id,
    )


def _rows(account_id: int) -> Iterator[JoinedAccount]:
    return iter(JoinedAccount.select().where(JoinedAccount.into_id == account_id))


def _hold(*account_ids: int) -> None:
    """Nobody else changes the ways of these accounts meanwhile."""
    list(locked(Account.select().where(Account.id.in_(account_ids)).order_by(Account.id)))


def _begun_by(account_id: int, way_id: int) -> tuple[Any, ...]:
    way = Session.way.is_null() if way_id == account_id else Session.way == way_id
    return (Session.account == account_id, way)


def _swap_names(one_id: int, other_id: int) -> None:
    """Each is from now on what a provider or an email address meant by the other; all else stays."""
    names = ("issuer", "subject", *CLAIMED)
    one, other = ({name: getattr(Account.get_by_id(key), name) for name in names} for key in (one_id, other_id))
    Account.update(subject=new_token(20)).where(Account.id == other_id).execute()  # no two have one name meanwhile
    Account.update(other).where(Account.id == one_id).execute()
    Account.update(one).where(Account.id == other_id).execute()
    logins = list(EmailLogin.select().where(EmailLogin.account.in_((one_id, other_id))))
    EmailLogin.delete().where(EmailLogin.account.in_((one_id, other_id))).execute()
    for login in logins:
        EmailLogin.insert(email=login.email, account=other_id if login.account_id == one_id else one_id).execute()
