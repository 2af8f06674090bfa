"""Staff sign in: email and password, then a code of their app. Whoever guesses is slowed down, nobody is shut out for long."""

from datetime import timedelta

from ..audit.service import record
from ..core.clock import now
from ..core.errors import Refused
from ..core.words import N_
from .models import Account, StaffMember
from .service import refuse
from .staff import REALM, actor_of
from .staff_recovery import take
from .staff_secrets import CodeUsed, is_password, step_of, unseal_totp
from .tries import Tries, count, forget, hidden, network

WRONG = N_("Your email address or password is not right. Check both and try again")
WRONG_CODE = N_("That is not the code of your app. Wait for the next code and try again")
WRONG_RECOVERY_CODE = N_("That is not one of your recovery codes, or it was used already. Try another")
USED_CODE = N_("This code was used already. Wait for the next code and try again")

# Why these figures: docs/decisions/010-staff-sign-in.md.
_OF_ONE_AT_ONE_ADDRESS = Tries("staff", "account_and_address", 10, timedelta(minutes=5))
_OF_ONE = Tries("staff", "account", 50, timedelta(minutes=15))
_AT_ONE_ADDRESS = Tries("staff", "address", 300, timedelta(minutes=5))
_OF_ALL = Tries("staff", "all", 1_500, timedelta(minutes=5))
_CODES = (Tries("staff", "codes", 5, timedelta(minutes=5)), Tries("staff", "codes_of_an_hour", 20, timedelta(hours=1)))


def check_password(email: str, password: str, address: str) -> int:
    """Whose account they open; `address` is the visitor's IP address. Raises Refused.

    For somebody we do not know it says the same and takes as long.
    """
    typed = email.strip().lower()
    member = StaffMember.get_or_none(StaffMember.email == typed)
    subject = actor_of(member.account_id) if member else f"realm:{REALM}"
    own = [(_OF_ONE_AT_ONE_ADDRESS, hidden(typed, network(address))), (_OF_ONE, hidden(typed))]
    count(*own, (_AT_ONE_ADDRESS, hidden(network(address))), (_OF_ALL, ""), subject=subject)
    right = is_password(password, member.password_hash if member else None)
    if member is None or not right:
        refuse(REALM, _why_not(member), subject=subject)
        raise Refused(WRONG, "password")
    forget(*own)
    return int(member.account_id)


def check_code(account_id: int, typed: str) -> None:
    """Take a code of the app of somebody whose password was right. Raises Refused."""
    count(*_codes_of(account_id), subject=actor_of(account_id))
    try:
        step = _step(account_id, typed)
    except CodeUsed as error:
        refuse(REALM, "code_used", subject=actor_of(account_id))
        raise Refused(USED_CODE, "code") from error
    if step is None:
        refuse(REALM, "code", subject=actor_of(account_id))
        raise Refused(WRONG_CODE, "code")


def check_recovery_code(account_id: int, typed: str) -> None:
    """Take a recovery code of somebody whose password was right, in place of the app's code. Raises Refused."""
    count(*_codes_of(account_id), subject=actor_of(account_id))
    if not take(account_id, typed):
        refuse(REALM, "recovery_code", subject=actor_of(account_id))
        raise Refused(WRONG_RECOVERY_CODE, "code")


def signed_in(account_id: int) -> None:
    """Note that a member is in; their tries of codes begin anew."""
    forget(*_codes_of(account_id))
    Account.update(signed_in_at=now()).where(Account.id == account_id).execute()
    record("account.signed_in", actor=actor_of(account_id), subject=actor_of(account_id), realm=REALM)


def signed_out(account_id: int) -> None:
    """Note that a member has left; their browser's session ends by `session.end()`."""
    record("account.signed_out", actor=actor_of(account_id), subject=actor_of(account_id), realm=REALM)


def _codes_of(account_id: int) -> list[tuple[Tries, str]]:
    return [(tries, str(account_id)) for tries in _CODES]


def _step(account_id: int, typed: str) -> int | None:
    """The half minute of a code, taken; None for a wrong one. Of two requests with one code, one has it: raises CodeUsed."""
    member = StaffMember.get_by_id(account_id)
    if member.totp_secret is None:  # left since the password was right
        return None
    step = step_of(unseal_totp(member.totp_secret, account_id), typed, member.totp_step)
    newer = (StaffMember.account == account_id) & (StaffMember.totp_step < (step or 0))
    if step and not StaffMember.update(totp_step=step).where(newer).execute():
        raise CodeUsed
    return step


def _why_not(member: StaffMember | None) -> str:
    """For the audit trail only."""
    if member is None:
        return "unknown"
    if member.left_at:
        return "left"
    return "password" if member.set_up_at else "not_set_up"
