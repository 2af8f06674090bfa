"""The two secrets of a member of staff: a password, kept as an Argon2 hash, and the key of an app that shows codes."""

import unicodedata
from functools import cache
from pathlib import Path

import segno
from passlib.context import CryptContext
from passlib.exc import TokenError, UsedTokenError
from passlib.totp import TOTP

from ..core.clock import now
from ..core.sealing import seal, unseal

_PURPOSE = "staff totp 1"
_COMMON = Path(__file__).with_name("common_passwords.txt")
# Source: OWASP Password Storage Cheat Sheet, Argon2id; about 30 ms and 19 MiB each.
_passwords = CryptContext(
    schemes=["argon2"], argon2__type="ID", argon2__memory_cost=19_456, argon2__time_cost=2, argon2__parallelism=1
)


class CodeUsed(Exception):
    """The code is right and was taken before."""


@cache
def common_passwords() -> frozenset[str]:
    return frozenset(line for line in _COMMON.read_text().splitlines() if not line.startswith("#"))


def normal(password: str) -> str:
    """The same password from every keyboard. Source: NIST SP 800-63B-4, 3.1.1.2."""
    return unicodedata.normalize("NFKC", password)


def hash_password(password: str) -> str:
    return str(_passwords.hash(normal(password)))


def is_password(password: str, hashed: str | None) -> bool:
    """With nothing to compare with, False after the same time."""
    return bool(_passwords.verify(normal(password), hashed))


def new_totp_secret() -> str:
    """160 random bits in base32."""
    return str(TOTP.new().base32_key)


def totp_picture(secret: str, email: str) -> str:
    """The QR code for an app, as the address of an SVG picture.

    Source: Google Authenticator, Key URI Format.
    """
    address = TOTP(key=secret).to_uri(label=email, issuer="MyWestminster")
    return segno.make(address, error="m").svg_data_uri(scale=5, light="#fff")


def in_groups(secret: str) -> str:
    """For somebody who types it."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def step_of(secret: str, typed: str, after: int = 0) -> int | None:
    """The half minute that a code is of, this one or a neighbour; None for a wrong code.

    `typed` in any grouping and in the digits of any script. Raises CodeUsed for one that is not `after` the last.
    Source: RFC 6238, 5.2.
    """
    digits = "".join(str(int(c)) for c in typed if c.isdecimal())
    try:
        return int(TOTP(key=secret).match(digits, time=now(), last_counter=after).counter)
    except UsedTokenError as error:
        raise CodeUsed from error
    except TokenError:
        return None


def seal_totp(secret: str, account_id: int) -> str:
    return seal(secret.encode(), purpose=_PURPOSE, label=str(account_id))


def unseal_totp(sealed: str, account_id: int) -> str:
    return unseal(sealed, purpose=_PURPOSE, label=str(account_id)).decode()
