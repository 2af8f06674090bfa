"""A new member of staff, or one who lost the phone, opens a link, chooses a password and adds us to an app.

Or uses a work account: `work_accounts`.
"""

from typing import Any

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic
from ..core.errors import NotFound, Refused
from ..core.events import emit
from ..core.words import N_
from .models import StaffMember, WorkAccount
from .service import end_all
from .staff import actor_of
from .staff_recovery import forget
from .staff_rules import why_not_password
from .staff_secrets import common_passwords, hash_password, normal, seal_totp, step_of
from .staff_team import hash_of

WRONG = N_("That is not the code of the app. Check the time of your phone, wait for the next code and try again")


def opened_by(token: str) -> StaffMember:
    """Whose link it is. Raises NotFound for one that never was, was used, replaced or is a day old."""
    member = StaffMember.get_or_none(StaffMember.link_hash == hash_of(token), StaffMember.link_ends_at > now())
    if member is None:
        raise NotFound
    return member


def choose_password(token: str, typed: str) -> str:
    """The hash of a password that is good enough for whose link it is. Raises NotFound, Refused."""
    member = opened_by(token)
    if reason := why_not_password(normal(typed), common_passwords(), f"{member.name} {member.email}"):
        raise Refused(reason, "password")
    return hash_password(typed)


def check_app(secret: str, typed: str) -> int:
    """The half minute of a code, which shows that the app has `secret`. Raises Refused."""
    step = step_of(secret, typed)
    if step is None:
        raise Refused(WRONG, "code")
    return step


def finish(token: str, password_hash: str, secret: str, step: int) -> int:
    """Take the link: from now on its member signs in with these. They are signed out wherever they were.

    Gives their account. `step` is the half minute whose code was taken. Recovery codes from before stop working.
    Raises NotFound.
    """
    with atomic():
        sealed = seal_totp(secret, opened_by(token).account_id)
        account_id = take(token, password_hash=password_hash, totp_secret=sealed, totp_step=step, set_up_at=now())
        record("staff.set_up", actor=actor_of(account_id), subject=actor_of(account_id))
    return account_id


def take(token: str, **columns: Any) -> int:
    """Use a link up, in the transaction of whoever writes what its member signs in with: no earlier way is left.

    Gives their account, signed out everywhere. Raises NotFound.
    """
    account_id = opened_by(token).account_id
    linked = (StaffMember.account == account_id) & (StaffMember.link_hash == hash_of(token))
    taken = StaffMember.update(link_hash=None, link_ends_at=None, **columns)
    if not taken.where(linked).execute():  # another browser was first
        raise NotFound
    WorkAccount.delete().where(WorkAccount.account == account_id).execute()
    forget(account_id)
    end_all(account_id, actor=actor_of(account_id))
    emit("staff.way_in_changed", account_id=int(account_id), what="set_up")
    return int(account_id)
