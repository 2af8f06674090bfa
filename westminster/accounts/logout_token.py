"""The token by which a provider says that somebody has signed out there. Source: OpenID Connect Back-Channel Logout 1.0."""

from collections.abc import Collection
from typing import Any

from ..core.oidc_settings import Oidc
from .kept import Kept
from .rules import NotSignedIn
from .signed import read

EVENT = "http://schemas.openid.net/event/backchannel-logout"
_ESSENTIAL = ("iss", "aud", "iat", "exp", "jti", "events")
LONGEST_SECONDS = 24 * 60 * 60  # as long as we remember one, so that none comes twice
_TYPES = (None, "JWT", "logout+jwt")


def logout_claims(text: str, keys: Kept, algs: Collection[str], oidc: Oidc) -> dict[str, Any]:
    """Its claims, if it is one for us: `sub`, `sid` or both say whose sessions. Raises NotSignedIn, GatewayDown."""
    token = read(text, keys, algs, essential=_ESSENTIAL, skew=oidc.clock_skew, name="logout")
    claims = token.claims
    wrong = {
        "type": token.header.get("typ") not in _TYPES,
        "issuer": claims["iss"] != oidc.issuer,
        "audience": claims["aud"] not in (oidc.client_id, [oidc.client_id]),
        "event": not isinstance(claims["events"], dict) or claims["events"].get(EVENT) != {},
        "long_life": claims["exp"] - claims["iat"] > LONGEST_SECONDS,
        "nonce": "nonce" in claims,  # an id_token is not one
        "whom": not _says_whom(claims),
    }
    if reason := next((name for name, is_wrong in wrong.items() if is_wrong), None):
        raise NotSignedIn(f"logout_{reason}")
    return claims


def _says_whom(claims: dict[str, Any]) -> bool:
    told = [claims[name] for name in ("sub", "sid") if name in claims]
    return bool(told) and all(isinstance(value, str) and 0 < len(value) <= 255 for value in told)
