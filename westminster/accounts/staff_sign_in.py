"""Staff sign in: email and password, then a code of their app. Whoever guesses is slowed down, nobody is shut out for long."""

import hmac
import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from ..audit.service import record
from ..core import limits
from ..core.clock import now
from ..core.errors import Refused
from ..core.settings import current
from ..core.words import N_
from .models import Account, StaffMember
from .service import refuse
from .staff import REALM, actor_of
from .staff_secrets import CodeUsed, is_password, step_of, unseal_totp

WRONG = N_("Your email address or password is not right. Check both and try again")
WRONG_CODE = N_("That is not the code of your app. Wait for the next code and try again")
USED_CODE = N_("This code was used already. Wait for the next code and try again")


@dataclass(frozen=True)
class Tries:
    """How many there may be in a while. `name` is the audit trail's word for them."""

    name: str
    most: int
    per: timedelta

    def key(self, whose: str) -> str:
        return f"staff-{self.name}:{whose}"


# From the narrowest: who is stopped by one is not counted in the next, so that nobody at one address can use
# up the tries that a person has at another. Why these figures: docs/decisions/010-staff-sign-in.md.
_OF_ONE_AT_ONE_ADDRESS = Tries("account_and_address", 10, timedelta(minutes=5))
_OF_ONE = Tries("account", 50, timedelta(minutes=15))
_AT_ONE_ADDRESS = Tries("address", 300, timedelta(minutes=5))
_OF_ALL = Tries("all", 1_500, timedelta(minutes=5))
_CODES = (Tries("codes", 5, timedelta(minutes=5)), Tries("codes_of_an_hour", 20, timedelta(hours=1)))


def check_password(email: str, password: str, address: str) -> int:
    """Whose account they open; `address` is the visitor's IP address. Raises Refused.

    For somebody we do not know it says the same and takes as long.
    """
    typed = email.strip().lower()
    member = StaffMember.get_or_none(StaffMember.email == typed)
    subject = actor_of(member.account_id) if member else f"realm:{REALM}"
    own = [(_OF_ONE_AT_ONE_ADDRESS, _hidden(typed, _network(address))), (_OF_ONE, _hidden(typed))]
    for tries, key in [*own, (_AT_ONE_ADDRESS, _hidden(_network(address))), (_OF_ALL, "")]:
        _count(tries, key, subject)
    right = is_password(password, member.password_hash if member else None)
    if member is None or not right:
        refuse(REALM, _why_not(member), subject=subject)
        raise Refused(WRONG, "password")
    for tries, key in own:
        limits.forget(tries.key(key))
    return int(member.account_id)


def check_code(account_id: int, typed: str) -> None:
    """Take a code of the app of somebody whose password was right. Raises Refused."""
    for tries in _CODES:
        _count(tries, str(account_id), actor_of(account_id))
    try:
        step = _step(account_id, typed)
    except CodeUsed as error:
        refuse(REALM, "code_used", subject=actor_of(account_id))
        raise Refused(USED_CODE, "code") from error
    if step is None:
        refuse(REALM, "code", subject=actor_of(account_id))
        raise Refused(WRONG_CODE, "code")


def signed_in(account_id: int) -> None:
    """Note that a member is in; their tries of codes begin anew."""
    for tries in _CODES:
        limits.forget(tries.key(str(account_id)))
    Account.update(signed_in_at=now()).where(Account.id == account_id).execute()
    record("account.signed_in", actor=actor_of(account_id), subject=actor_of(account_id), realm=REALM)


def signed_out(account_id: int) -> None:
    """Note that a member has left; their browser's session ends by `session.end()`."""
    record("account.signed_out", actor=actor_of(account_id), subject=actor_of(account_id), realm=REALM)


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


def _count(tries: Tries, key: str, subject: str) -> None:
    """Raises Refused when there were too many; the first of them leaves a line."""
    if limits.allow(tries.key(key), tries.most, tries.per):
        return
    if limits.allow(f"locked-{tries.key(key)}", 1, tries.per):
        record("account.locked", actor="anonymous", subject=subject, limit=tries.name)
    minutes = int(tries.per.total_seconds()) // 60
    raise Refused(N_("There were too many tries. Wait %(minutes)s minutes and try again", minutes=minutes))


def _why_not(member: StaffMember | None) -> str:
    """For the audit trail only."""
    if member is None:
        return "unknown"
    if member.left_at:
        return "left"
    return "password" if member.set_up_at else "not_set_up"


def _network(address: str) -> str:
    """Who has one IPv6 address has the 2**64 beside it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else address


def _hidden(*parts: str) -> str:
    """Limits are kept without personal data."""
    return hmac.digest(current().secret_key.encode(), "\n".join(parts).encode(), "sha256").hex()[:24]
