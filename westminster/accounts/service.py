"""Sign in, refuse, sign out, end; each leaves a line without a token, a code or a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from peewee import fn

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.errors import NotFound
from ..core.events import emit
from ..core.limits import allow
from .core_identity import Result
from .models import Account, Identity, JoinedAccount, ProviderSession, Session, WorkAccount
from .rules import NotSignedIn, snapshot
from .staff import REALM as STAFF
from .staff import actor_of

PROVEN = ("name", "given_names", "family_name", "born_on", "address")
# Anybody can make refusals; they must not be able to fill the audit trail, which nobody can empty.
REFUSALS_KEPT, PER = 1_000, timedelta(hours=1)


@dataclass(frozen=True)
class Entered:
    """Who is signed in, and the account they signed in with where that is joined into theirs."""

    account_id: int
    way_id: int | None


def sign_in(realm: str, issuer: str, subject: str, claims: Mapping[str, Any]) -> Entered:
    """Who this issuer and subject open. Raises NotSignedIn if we have disabled it, or what it is joined into."""
    with atomic():
        way = account_of(realm, issuer, subject, claims)
        joined = JoinedAccount.get_or_none(JoinedAccount.account == way.id, JoinedAccount.into_id != way.id)
        entered = Entered(joined.into_id, way.id) if joined else Entered(way.id, None)
        if find(entered.account_id).disabled_at:
            raise NotSignedIn("disabled")
        Account.update(signed_in_at=now()).where(Account.id.in_((way.id, entered.account_id))).execute()
        name, by = _name(entered.account_id), {"way": way.id} if joined else {}
        record("account.signed_in", actor=name, subject=name, realm=realm, **by)
    return entered


def account_of(realm: str, issuer: str, subject: str, claims: Mapping[str, Any]) -> Account:
    """The account of this issuer and subject, made when it comes for the first time, with what is said of it today.

    Raises NotSignedIn if we have disabled it.
    """
    named = {"realm": realm, "issuer": issuer, "subject": subject}
    with atomic():
        Account.insert(**named, created_at=now(), signed_in_at=now()).on_conflict_ignore().execute()
        account = locked(Account.select().where(*[getattr(Account, k) == v for k, v in named.items()])).get()
        if account.disabled_at:
            raise NotSignedIn("disabled")
        Account.update(**snapshot(claims)).where(Account.id == account.id).execute()
    return account


def keep_identity(account_id: int, result: Result) -> Identity:
    """Keep what came of asking a provider who this is; its return codes are for staff and never shown.

    A proven one is told on as `account.identity_proven`.
    """
    who = result.proven
    told = {name: getattr(who, name) if who else None for name in PROVEN}
    with atomic():
        kept = Identity.create(
            account=account_id, level=result.level, return_codes=result.return_codes, told_at=now(), **told
        )
        act = "account.identity_proven" if who else "account.identity_not_proven"
        record(act, actor=_name(account_id), subject=_name(account_id), identity=kept.id)
        if who:
            emit("account.identity_proven", account_id=account_id, identity_id=kept.id)
    return kept


def identity_of(account_id: int | None) -> Identity | None:
    """What the provider said last when it was asked who this is; None while it was not."""
    newest = Identity.select().where(Identity.account == account_id).order_by(Identity.id.desc())
    return newest.first()


def return_codes_of(account_id: int | None) -> list[str]:
    """What the provider said beside its last answer, for staff only."""
    newest = identity_of(account_id)
    return list(newest.return_codes) if newest else []


def refuse(realm: str, reason: str, *, subject: str | None = None) -> None:
    """Note a sign-in that was not believed. `reason` is one of our words, never what was sent.

    `subject` is whose account it would have been, where that is known.
    """
    if allow(f"refused-sign-ins:{realm}", REFUSALS_KEPT, PER):
        record("account.refused", actor="anonymous", subject=subject or f"realm:{realm}", reason=reason)


def sign_out(account_id: int) -> None:
    """Note that somebody left; their browser's session ends by `session.end()`."""
    record("account.signed_out", actor=_name(account_id), subject=_name(account_id))


def end_all(account_id: int, *, actor: str) -> int:
    """Sign an account out everywhere, at once. How many browsers that were."""
    with atomic():
        ended: int = Session.select().where(Session.account == account_id, Session.expires_at > now()).count()
        Session.delete().where(Session.account == account_id).execute()
        record("account.ended_everywhere", actor=actor, subject=_name(account_id), sessions=ended)
    return ended


def close(account_id: int, *, actor: str) -> None:
    """Nobody signs in with it any more; whoever is, is out."""
    with atomic():
        Account.update(disabled_at=now()).where(Account.id == account_id).execute()
        record("account.closed", actor=actor, subject=_name(account_id))
        end_all(account_id, actor=actor)


def reopen(account_id: int, *, actor: str) -> None:
    """Undo `close`."""
    with atomic():
        Account.update(disabled_at=None).where(Account.id == account_id).execute()
        record("account.reopened", actor=actor, subject=_name(account_id))


def keep_provider_session(session_key: str, subject: str, sid: str | None) -> None:
    """Keep what the provider calls the latest sign-in behind a session."""
    ProviderSession.delete().where(ProviderSession.session == session_key).execute()
    ProviderSession.create(session=session_key, subject=subject, sid=sid)


def end_by_provider(realm: str, issuer: str, subject: str | None, sid: str | None) -> int:
    """End the sessions of a provider's subject, of one of its sessions, or of both together. How many there were."""
    meant = (
        Session.select(Session.key, Session.account)
        .join(ProviderSession, on=ProviderSession.session == Session.key)
        .join(Account, on=Account.id == fn.COALESCE(Session.way, Session.account))
        .where(Account.realm == realm, (Account.issuer == issuer) | Account.id.in_(_bound_at(issuer)))
    )
    meant = meant.where(ProviderSession.subject == subject) if subject is not None else meant
    meant = meant.where(ProviderSession.sid == sid) if sid is not None else meant
    with atomic():
        ending = {session.key: session.account_id for session in meant}
        Session.delete().where(Session.key.in_(list(ending))).execute()
        for account_id in sorted(set(ending.values())):
            who = actor_of(account_id) if realm == STAFF else _name(account_id)
            record("account.ended_by_provider", actor="system", subject=who)
    return len(ending)


def find(account_id: int) -> Account:
    """Raises NotFound."""
    account = Account.get_or_none(Account.id == account_id)
    if account is None:
        raise NotFound
    return account


def _bound_at(issuer: str) -> Any:
    """Accounts of staff, which are ours and not the provider's."""
    return WorkAccount.select(WorkAccount.account).where(WorkAccount.issuer == issuer)


def _name(account_id: int) -> str:
    return f"account:{account_id}"
