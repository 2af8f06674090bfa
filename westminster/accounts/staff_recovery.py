"""Without the phone: ten codes, each of which lets a member in once in place of the app's code, and a new app."""

import hmac
import unicodedata

from ..audit.service import record
from ..core.db import atomic
from ..core.events import emit
from ..core.ids import as_typed, new_symbols
from ..core.settings import current
from .models import StaffMember, StaffRecoveryCode
from .service import end_all
from .staff import actor_of
from .staff_secrets import seal_totp

HOW_MANY = 10
_SYMBOLS = 12  # 60 random bits: nobody guesses one, so they need no slow hash, only a key that the database has not


def make(account_id: int) -> list[str]:
    """Ten new codes as they are shown, this once. Those from before stop working."""
    codes = [new_symbols(_SYMBOLS) for _ in range(HOW_MANY)]
    with atomic():
        forget(account_id)
        rows = [{"account": account_id, "digest": _digest(account_id, code)} for code in codes]
        StaffRecoveryCode.insert_many(rows).execute()
        tell("recovery_codes_made", account_id)
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def take(account_id: int, typed: str) -> bool:
    """Take a code, in any case and grouping; whether it was one of theirs. Of two requests with one code, one has it."""
    plain = as_typed("".join(c for c in unicodedata.normalize("NFKC", typed) if c.isalnum()))
    with atomic():
        one = _of(account_id) & (StaffRecoveryCode.digest == _digest(account_id, plain))
        taken = bool(StaffRecoveryCode.delete().where(one).execute())
        if taken:
            tell("recovery_code_used", account_id)
    return taken


def left(account_id: int) -> int | None:
    """How many codes a member can still use; None for who signs in with a work account and has no use for them."""
    if StaffMember.get_by_id(account_id).password_hash is None:
        return None
    return int(StaffRecoveryCode.select().where(_of(account_id)).count())


def forget(account_id: int) -> None:
    """No code of theirs works any more."""
    StaffRecoveryCode.delete().where(_of(account_id)).execute()


def change_app(account_id: int, secret: str, step: int) -> None:
    """From now on the codes of another app count. They are signed out wherever they were.

    `step` is the half minute whose code was taken.
    """
    with atomic():
        changed = {"totp_secret": seal_totp(secret, account_id), "totp_step": step}
        StaffMember.update(changed).where(StaffMember.account == account_id).execute()
        end_all(account_id, actor=actor_of(account_id))
        tell("app_changed", account_id)


def _of(account_id: int) -> object:
    return StaffRecoveryCode.account == account_id


def _digest(account_id: int, plain: str) -> str:
    key = b"staff recovery code" + current().secret_key.encode()
    return hmac.digest(key, f"{account_id}\n{plain}".encode(), "sha256").hex()


def tell(what: str, account_id: int) -> None:
    """The audit line, and the event from which a letter to the member comes."""
    record(f"staff.{what}", actor=actor_of(account_id), subject=actor_of(account_id))
    emit("staff.way_in_changed", account_id=account_id, what=what)
