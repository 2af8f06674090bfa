"""How long a session lives, where a person may be sent after sign-in, what a provider's claims tell us."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin, urlsplit

MAX_CLAIM_LENGTH, MAX_SUBJECT_LENGTH = 250, 255
ADDRESS_CLAIMS = ("formatted", "street_address", "locality", "region", "postal_code", "country")


class NotSignedIn(Exception):
    """A sign-in that we do not believe or that was not finished. `reason` is one of our words, for the audit trail.

    `attempt` is what was kept when it began; empty where that is not known.
    """

    def __init__(self, reason: str, attempt: Mapping[str, Any] = MappingProxyType({})) -> None:
        super().__init__(reason)
        self.reason = reason
        self.attempt = attempt


@dataclass(frozen=True)
class Limits:
    """`idle` counts from the last page, `absolute` from the start."""

    idle: timedelta
    absolute: timedelta


NOT_SIGNED_IN = Limits(idle=timedelta(hours=2), absolute=timedelta(hours=12))
ON_SHARED_COMPUTER = Limits(idle=timedelta(minutes=15), absolute=timedelta(hours=2))
# An hour is as long as GOV.UK One Login's own session lasts; staff: NIST SP 800-63B, 4.2.3 (AAL2).
SIGNED_IN = {
    "resident": Limits(idle=timedelta(hours=1), absolute=timedelta(hours=12)),
    "staff": Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12)),
}
GOOD_FOR = timedelta(minutes=10)
# Minutes that a page without script waits before it warns; the classes of static/src/parts.css. Two before the end of a
# session of each kind, and one more, as the end may be told a minute too late; at once where less is left.
WARNS_AFTER = (57, 27, 12, 0)


def limits(realm: str | None, *, shared_computer: bool) -> Limits:
    """How long a session of `realm` may live, None for nobody's. Source: docs/decisions/016-sessions-people-see.md."""
    if realm is None:
        return NOT_SIGNED_IN
    return ON_SHARED_COMPUTER if shared_computer else SIGNED_IN[realm]


def expires_at(seen_at: datetime, ends_at: datetime, allowed: Limits) -> datetime:
    """When a session ends if nobody comes back: never after `ends_at`."""
    return min(seen_at + allowed.idle, ends_at)


def warns_after(seconds: int) -> int:
    """Which of WARNS_AFTER fits a session that ends in `seconds`: two minutes are left then, or more."""
    return next(minutes for minutes in WARNS_AFTER if minutes == 0 or minutes * 60 <= seconds - 120)


def own_path(target: object, base_url: str) -> str | None:
    """`target` if it is a path on `base_url` that every browser reads as one, else None.

    Browsers drop tabs and line feeds, turn backslashes round and read "///there" like "//there", so
    "/%09/there" decoded leads away: any character up to the space is refused. Source: WHATWG URL, 4.4.
    """
    if not isinstance(target, str) or not target.startswith("/") or len(target) > 2000:
        return None
    odd = any(c <= " " or c == "\\" or c >= "\x7f" for c in target)
    if odd or "//" in target.partition("?")[0]:
        return None
    there, here = urlsplit(urljoin(base_url, target)), urlsplit(base_url)
    return target if (there.scheme, there.netloc) == (here.scheme, here.netloc) else None


# Our fields whose standard claim has another name. Source: OpenID Connect Core 5.1.
_STANDARD = {"phone": "phone_number", "birth_date": "birthdate"}
_NOT_STANDARD = ("subject", "proven_address", "return_codes")


def mapped(claims: Mapping[str, Any], claim_map: Mapping[str, str]) -> dict[str, Any]:
    """`claims` with those that the provider names otherwise under their standard names. `claim_map` is by our fields."""
    told = dict(claims)
    for name, claim in claim_map.items():
        if name not in _NOT_STANDARD:
            told[_STANDARD.get(name, name)] = claims.get(claim)
    return told


def sid_of(claims: Mapping[str, Any]) -> str | None:
    """What the provider calls the person's session there. Source: OpenID Connect Back-Channel Logout 1.0, 2.1."""
    sid = claims.get("sid")
    return sid if isinstance(sid, str) and 0 < len(sid) <= MAX_SUBJECT_LENGTH else None


# The columns of Account that say who a provider says it is.
CLAIMED = ("name", "given_name", "family_name", "email", "phone", "birth_date", "address")


def snapshot(claims: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of Account that standard claims fill; None for what is absent or not as it should be.

    Source: OpenID Connect Core 5.1.
    """
    verified = claims.get("email_verified") is not False
    return {
        "name": text_of(claims.get("name")),
        "given_name": text_of(claims.get("given_name")),
        "family_name": text_of(claims.get("family_name")),
        "email": text_of(claims.get("email")) if verified else None,
        "phone": text_of(claims.get("phone_number")),
        "birth_date": _date(claims.get("birthdate")),
        "address": _address(claims.get("address")),
    }


def _address(value: object) -> dict[str, str] | None:
    if not isinstance(value, Mapping):
        return None
    told = {name: text_of(value.get(name)) for name in ADDRESS_CLAIMS}
    return {name: text for name, text in told.items() if text} or None


def text_of(value: object) -> str | None:
    """A line or lines of text without what a database or page cannot hold."""
    if not isinstance(value, str):
        return None
    kept = "".join(c for c in value if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return kept.strip()[:MAX_CLAIM_LENGTH] or None


def _date(value: object) -> date | None:
    """A whole date; the standard also allows a year alone or a year nobody may know ("0000")."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
