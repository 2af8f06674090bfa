"""Broken sign-ins on demand: what a careless or hostile provider could answer, for tests of the portal.

A test sets `provider.fault` to one of these names; the portal must refuse each and sign nobody in.
"""

from collections.abc import Callable
from typing import Any

Claims = dict[str, Any]
FOREIGN = "https://elsewhere.example"

CLAIMS: dict[str, Callable[[Claims], Claims]] = {
    "wrong_issuer": lambda claims: {**claims, "iss": FOREIGN},
    "wrong_audience": lambda claims: {**claims, "aud": "another-client"},
    # A token for another client that names us as the party it was issued to.
    "audience_of_another": lambda claims: {**claims, "aud": "another-client", "azp": claims["aud"]},
    "several_audiences": lambda claims: {**claims, "aud": [claims["aud"], "another-client"]},
    "expired": lambda claims: {**claims, "iat": claims["iat"] - 7200, "exp": claims["exp"] - 7200},
    "not_yet_valid": lambda claims: {**claims, "nbf": claims["iat"] + 3600, "iat": claims["iat"] + 3600},
    "wrong_nonce": lambda claims: {**claims, "nonce": "another-nonce"},
    "no_nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "no_subject": lambda claims: {name: value for name, value in claims.items() if name != "sub"},
}
SIGNING = ("alg_none", "bad_signature", "unknown_key")
ANSWERS = ("no_id_token", "other_userinfo_subject", "wrong_callback_issuer", "no_callback_issuer")
FAULTS = (*CLAIMS, *SIGNING, *ANSWERS)


def spoil(claims: Claims, fault: str | None) -> Claims:
    """The claims of an id_token, broken if `fault` is about claims."""
    return CLAIMS[fault](claims) if fault in CLAIMS else claims
