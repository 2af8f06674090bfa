"""Changes to the team: invite, give a new link, change roles, mark as left.

By a member of staff nobody becomes an administrator without a second one; by "system", at the command line, they do.
"""

from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256
from typing import Any

import peewee

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.errors import Refused
from ..core.events import emit
from ..core.ids import new_token
from ..core.settings import current
from ..core.words import N_, Words
from . import two_person
from .emails import parse_email
from .models import Account, StaffMember, StaffRole, WorkAccount
from .service import end_all
from .staff import REALM, actor_of, names, roles_of, staff_of
from .staff_recovery import forget
from .store import renew_all

ISSUER = "local"
LINK_LASTS, AT_ONCE = timedelta(hours=24), timedelta(minutes=1)
ADMINISTRATOR, MAKE_ADMINISTRATOR = "administrator", "staff.make_administrator"
NOT_FOR_ADMINISTRATORS = N_(
    "Administrators check each other, so none makes a link for another. They can sign in with a recovery code. "
    "Or whoever looks after the server makes a link with the command “flask staff link”."
)
ON_THE_TEAM = N_("This person is on the team already")


def invite(email: str, name: str, roles: Collection[str], *, actor: str) -> tuple[str, str]:
    """Take somebody on, or back; their public id, and the token of the link that sets them up. Raises Refused."""
    address = parse_email(email)
    try:
        with atomic():
            account_id = _returning(address) or _make(address, name)
            StaffMember.update(name=name, left_at=None).where(StaffMember.account == account_id).execute()
            _give("staff.invited", account_id, roles, set(), actor)
            return Account.get_by_id(account_id).subject, new_link(account_id, actor=actor)
    except peewee.IntegrityError as error:  # sent twice at the same moment
        raise Refused(ON_THE_TEAM, "email") from error


def new_link(account_id: int, *, actor: str) -> str:
    """The token of a link with which a member chooses a new password and app; an earlier link stops working.

    What they sign in with stays good until they have used it. Raises Refused for oneself, for who has left and,
    but to the system, for an administrator: whoever holds the link of a second person needs no second person.
    """
    token = new_token(32)
    with atomic():
        _check(account_id, actor)
        held = roles_of(account_id)
        if actor != "system" and "administrator" in (held or ()):
            raise Refused(NOT_FOR_ADMINISTRATORS)
        of_them = StaffMember.account == account_id
        # A button that is pressed twice makes two links and tells them once.
        told = StaffMember.select().where(of_them, StaffMember.link_ends_at > now() + LINK_LASTS - AT_ONCE).exists()
        columns = {"link_hash": hash_of(token), "link_ends_at": now() + LINK_LASTS}
        StaffMember.update(columns).where(of_them).execute()
        record("staff.link_made", actor=actor, subject=actor_of(account_id))
        if held is not None and not told:  # whoever is new is handed the link
            emit("staff.way_in_changed", account_id=account_id, what="link_made")
    return token


def change_roles(account_id: int, roles: Collection[str], *, actor: str) -> None:
    """From their next request on, under a new session id. Raises Refused for oneself and for who has left."""
    with atomic():
        _check(account_id, actor)
        _give("staff.roles_changed", account_id, roles, _held(account_id), actor)


def second_for(account_id: int, asking: int) -> str | None:
    """Whether it waits that they become an administrator: "waits", or "alone" where nobody but `asking` could approve."""
    if not two_person.is_waiting(MAKE_ADMINISTRATOR, actor_of(account_id)):
        return None
    others = StaffRole.select().join(StaffMember).where(StaffRole.role == ADMINISTRATOR, StaffRole.account != asking)
    return "waits" if others.where(StaffMember.set_up_at.is_null(False)).exists() else "alone"


def leave(account_id: int, *, actor: str) -> None:
    """Somebody works here no more and is signed out everywhere. Raises Refused for oneself and for who has left."""
    nothing = dict.fromkeys(("password_hash", "totp_secret", "set_up_at", "link_hash", "link_ends_at"))
    with atomic():
        _check(account_id, actor)
        StaffMember.update(left_at=now(), **nothing).where(StaffMember.account == account_id).execute()
        WorkAccount.delete().where(WorkAccount.account == account_id).execute()
        forget(account_id)
        end_all(account_id, actor=actor)
        record("staff.left", actor=actor, subject=actor_of(account_id))
        emit("staff.may_less", account_id=account_id)


def link_address(token: str) -> str:
    """What a person opens to set themselves up."""
    return f"{current().base_url}/staff/set-up/{token}"


def hash_of(token: str) -> str:
    """What we keep of a link: who reads the database cannot open it."""
    return sha256(token.encode()).hexdigest()


def _returning(email: str) -> int | None:
    """Somebody who had left. Raises Refused for who has not."""
    known = locked(StaffMember.select().where(StaffMember.email == email)).first()
    if known and known.left_at is None:
        raise Refused(ON_THE_TEAM, "email")
    return known and int(known.account_id)


def _make(email: str, name: str) -> int:
    account = Account.create(realm=REALM, issuer=ISSUER, subject=new_token(10), created_at=now(), signed_in_at=now())
    StaffMember.create(account=account.id, name=name, email=email)
    return int(account.id)


def _held(account_id: int) -> set[str]:
    return {row.role for row in StaffRole.select().where(StaffRole.account == account_id)}


def _give(act: str, account_id: int, roles: Collection[str], held: set[str], actor: str) -> None:
    """At once, but for making somebody an administrator: a member of staff asks a second one."""
    asked_by = staff_of(actor)
    if asked_by is None or ADMINISTRATOR not in set(roles) - held:
        _set_roles(act, account_id, roles, actor)
    else:
        _set_roles(act, account_id, set(roles) - {ADMINISTRATOR}, actor)
        two_person.ask(MAKE_ADMINISTRATOR, actor_of(account_id), staff_id=asked_by)


def _make_administrator(subject: str, detail: dict[str, Any], actor: str) -> None:
    """Raises Refused for oneself and for who has left."""
    account_id = int(subject.partition(":")[2])
    _check(account_id, actor)
    _set_roles("staff.roles_changed", account_id, _held(account_id) | {ADMINISTRATOR}, actor)


def _say_make_administrator(subject: str, detail: dict[str, Any]) -> Words:
    account_id = int(subject.partition(":")[2])
    return N_("Make %(name)s an administrator", name=names([account_id])[account_id])


two_person.KINDS[MAKE_ADMINISTRATOR] = two_person.Kind("team.manage", _say_make_administrator, _make_administrator)


def _set_roles(act: str, account_id: int, roles: Collection[str], actor: str) -> None:
    wanted, held = sorted(set(roles)), _held(account_id)
    StaffRole.delete().where(StaffRole.account == account_id).execute()
    if wanted:
        StaffRole.insert_many([{"account": account_id, "role": role} for role in wanted]).execute()
    renew_all(account_id)
    record(act, actor=actor, subject=actor_of(account_id), roles=" ".join(wanted))
    if held - set(wanted):
        emit("staff.may_less", account_id=account_id)


def _check(account_id: int, actor: str) -> None:
    """Nobody changes their own rights, and nobody those of who has left. Raises Refused."""
    if actor == actor_of(account_id):
        raise Refused(N_("You cannot change your own rights. Ask another administrator."))
    if locked(StaffMember.select().where(StaffMember.account == account_id)).get().left_at:
        raise Refused(N_("This person has left. Invite them again if they are back."))
