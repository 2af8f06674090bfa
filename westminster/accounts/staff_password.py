"""A member of staff chooses another password, with the one they have."""

from ..core.db import atomic
from ..core.errors import NotFound, Refused, TooMany
from ..core.words import N_
from .models import StaffMember
from .service import end_all
from .staff import actor_of
from .staff_recovery import tell
from .staff_rules import why_not_password
from .staff_secrets import common_passwords, hash_password, normal
from .staff_sign_in import check_password

WRONG = N_("That is not the password you have now. Check it and try again")


def has_one(account_id: int) -> bool:
    """False for who signs in with a work account."""
    return StaffMember.get_by_id(account_id).password_hash is not None


def change(account_id: int, current: str, new: str, address: str) -> None:
    """From now on `new` counts. They are signed out wherever they were. `address` is as in `check_password`.

    Raises Refused, TooMany; NotFound for who has no password.
    """
    member = StaffMember.get_by_id(account_id)
    try:
        check_password(member.email, current, address)
    except TooMany:
        raise
    except Refused as error:
        raise Refused(WRONG, "current") from error
    if reason := why_not_password(normal(new), common_passwords(), f"{member.name} {member.email}"):
        raise Refused(reason, "password")
    hashed = hash_password(new)
    with atomic():
        theirs = (StaffMember.account == account_id) & (StaffMember.password_hash == member.password_hash)
        if not StaffMember.update(password_hash=hashed).where(theirs).execute():  # left, or another browser was first
            raise NotFound
        end_all(account_id, actor=actor_of(account_id))
        tell("password_changed", account_id)
