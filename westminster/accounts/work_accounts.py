"""Work accounts: whom an account of the staff's provider signs in. A link binds one; nothing that it tells does."""

import peewee

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic
from ..core.errors import NotFound
from . import staff_set_up
from .models import Account, StaffMember, WorkAccount
from .rules import NotSignedIn
from .staff import actor_of


def member_of(issuer: str, subject: str) -> int:
    """The account of the member whose work account it is. Raises NotSignedIn."""
    bound = WorkAccount.get_or_none(WorkAccount.issuer == issuer, WorkAccount.subject == subject)
    if bound is None:
        raise NotSignedIn("unknown")
    if Account.get_by_id(bound.account_id).disabled_at:
        raise NotSignedIn("disabled")
    return int(bound.account_id)


def bind(token: str, issuer: str, subject: str) -> int:
    """Take the link: from now on its member signs in with this work account and in no other way.

    Gives their account. Raises NotSignedIn; then the link is as good as before.
    """
    try:
        with atomic():
            account_id = staff_set_up.take(token, password_hash=None, totp_secret=None, set_up_at=None)
            keep(account_id, issuer, subject)
            record("staff.set_up", actor=actor_of(account_id), subject=actor_of(account_id), by="work_account")
    except NotFound as error:
        raise NotSignedIn("link_ended") from error
    except peewee.IntegrityError as error:
        raise NotSignedIn("bound_to_another") from error
    return account_id


def keep(account_id: int, issuer: str, subject: str) -> None:
    """Let a member who has no work account sign in with this one."""
    WorkAccount.insert(account=account_id, issuer=issuer, subject=subject, bound_at=now()).execute()


def has_password() -> bool:
    """Whether anybody signs in without a work account."""
    return bool(StaffMember.select().where(StaffMember.password_hash.is_null(False)).exists())
