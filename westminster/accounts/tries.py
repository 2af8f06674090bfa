"""Tries at signing in, counted in the database: whoever guesses is slowed down, nobody is shut out for long.

Why layers, and from the narrowest: docs/decisions/010-staff-sign-in.md.
"""

import hmac
import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from ..audit.service import record
from ..core import limits
from ..core.errors import TooMany
from ..core.settings import current


@dataclass(frozen=True)
class Tries:
    """How many of `what` there may be in a while. `name` is the audit trail's word for the layer."""

    what: str
    name: str
    most: int
    per: timedelta

    def key(self, whose: str) -> str:
        return f"{self.what}-{self.name}:{whose}"


def count(*layers: tuple[Tries, str], subject: str) -> None:
    """Count one try in each layer, for whom it names by id or `hidden`, the narrowest first. Raises TooMany.

    Who is stopped by one is not counted in the next, so that nobody at one address can use up the tries that
    a person has at another. The first to be stopped leaves a line about `subject`.
    """
    for tries, whose in layers:
        key = tries.key(whose)
        if limits.allow(key, tries.most, tries.per):
            continue
        if limits.allow(f"locked-{key}", 1, tries.per):
            record("account.locked", actor="anonymous", subject=subject, limit=tries.name)
        raise TooMany(tries.per)


def forget(*layers: tuple[Tries, str]) -> None:
    """Begin the count anew, as after a success."""
    for tries, whose in layers:
        limits.forget(tries.key(whose))


def network(address: str) -> str:
    """Who has one IPv6 address has the 2**64 beside it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else address


def hidden(*parts: str) -> str:
    """Limits are kept without personal data."""
    return hmac.digest(current().secret_key.encode(), "\n".join(parts).encode(), "sha256").hex()[:24]
