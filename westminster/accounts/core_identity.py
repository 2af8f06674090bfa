"""The token of a proven identity: signed apart from the sign-in, by another issuer, with keys of its own.

Source: GOV.UK One Login technical documents, "Prove your user's identity", August 2026.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from ..core.clock import today
from ..core.oidc_settings import Identity, Oidc
from .identity_rules import Proven, proven, return_codes
from .kept import JUNK, Kept, Unfit
from .rules import NotSignedIn
from .signed import read

_ALG = "ES256"
_ESSENTIAL = ("iss", "aud", "sub", "exp", "iat", "vot")
Fetch = Callable[[str], tuple[dict[str, Any], timedelta]]


@dataclass(frozen=True)
class Result:
    """What came of asking who somebody is: `proven` is None where that is not known."""

    level: str
    proven: Proven | None
    return_codes: list[str]


class CoreIdentity:
    """Reads the token of one provider. `fetch` gives a document of an address and how long it may be kept."""

    def __init__(self, oidc: Oidc, identity: Identity, fetch: Fetch) -> None:
        self._oidc, self._identity, self._fetch = oidc, identity, fetch
        self._keys = Kept("identity keys", self._fetch_keys)

    def is_told(self, claims: Mapping[str, Any]) -> bool:
        return self._identity.claim in claims

    def result(self, claims: Mapping[str, Any]) -> Result:
        """What `claims`, those of the sign-in, say of the identity. Raises NotSignedIn, GatewayDown."""
        told, names = claims.get(self._identity.claim), self._oidc.claim_map
        codes = return_codes(claims.get(names.get("return_codes", "")))
        if told is None:
            return Result(self._identity.level, None, codes)
        credential = self._checked(told, claims["sub"]).get("vc")
        try:
            who = proven(credential, claims.get(names.get("proven_address", "")), today())
        except JUNK as error:
            raise NotSignedIn("identity_junk") from error
        return Result(self._identity.level, who, codes)

    def _checked(self, text: Any, subject: str) -> dict[str, Any]:
        """The claims of the token, about `subject` and for us alone."""
        skew = self._oidc.clock_skew
        token = read(text, self._keys, [_ALG], essential=_ESSENTIAL, skew=skew, name="identity")
        ours = self._oidc.client_id
        wanted: dict[str, list[Any]] = {
            "iss": [self._identity.issuer],
            "aud": [ours, [ours]],
            "sub": [subject],
            "vot": [self._identity.level],
        }
        for name, values in wanted.items():
            if token.claims[name] not in values:
                raise NotSignedIn(f"identity_wrong_{name}")
        return token.claims

    def _fetch_keys(self) -> tuple[dict[str, Any], timedelta]:
        """The keys of the document at the address that is set, never of one that a token leads to."""
        told, lifetime = self._fetch(self._identity.keys_url)
        if not str(told.get("id", "")).startswith("did:"):
            raise Unfit("the document of the identity keys has no id")
        keys = [key for method in told["assertionMethod"] if (key := _key_of(method, told["id"]))]
        return {"keys": keys}, lifetime


def _key_of(method: Any, controller: str) -> dict[str, Any] | None:
    """The key of one verification method, named by its whole id; None for one that is not this document's own."""
    if not isinstance(method, dict) or method.get("controller") != controller:
        return None
    kid = method.get("id")
    if not isinstance(kid, str) or not kid.startswith(f"{controller}#"):
        return None
    try:
        key = ECKey.import_key(method["publicKeyJwk"], {"kid": kid, "alg": _ALG, "use": "sig"})
    except (JoseError, *JUNK):
        return None
    return dict(key.as_dict(private=False)) if key.curve_name == "P-256" else None
