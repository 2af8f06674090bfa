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
    "no_nonce": lambda claims: _without(claims, "nonce"),
    "no_subject": lambda claims: _without(claims, "sub"),
    "lower_assurance": lambda claims: {**claims, "vot": "Cl"},
    "no_assurance": lambda claims: _without(claims, "vot"),
}
# Of who somebody is at Entra ID: for the provider of work accounts.
WORK: dict[str, Callable[[Claims], Claims]] = {
    "no_tenant": lambda claims: _without(claims, "tid"),
    "other_tenant": lambda claims: {**claims, "tid": "9188040d-6c67-4c5b-b112-36a304b66dad"},
    "no_object": lambda claims: _without(claims, "oid"),
    "empty_object": lambda claims: {**claims, "oid": ""},
    "odd_object": lambda claims: {**claims, "oid": [claims["oid"]]},
}
SIGNING = ("alg_none", "bad_signature", "unknown_key")
ANSWERS = ("no_id_token", "other_userinfo_subject", "wrong_callback_issuer", "no_callback_issuer")
FAULTS = (*CLAIMS, *SIGNING, *ANSWERS)

# Of the token of a proven identity; each is set as "identity_…".
IDENTITY: dict[str, Callable[[Claims], Claims]] = {
    **{
        name: CLAIMS[name]
        for name in ("wrong_issuer", "wrong_audience", "several_audiences", "expired", "not_yet_valid")
    },
    "no_subject": CLAIMS["no_subject"],
    "other_subject": lambda claims: {**claims, "sub": "demo-somebody-else"},
    "no_end": lambda claims: _without(claims, "exp"),
    "lower_level": lambda claims: {**claims, "vot": "P1"},
    "no_level": lambda claims: _without(claims, "vot"),
    "level_of_sign_in": lambda claims: {**claims, "vot": "Cl.Cm"},
    "no_credential": lambda claims: _without(claims, "vc"),
    "no_name": lambda claims: {**claims, "vc": {"credentialSubject": {"birthDate": [{"value": "1990-01-01"}]}}},
    "born_tomorrow": lambda claims: _born(claims, "2999-01-01"),
    "born_never": lambda claims: _born(claims, "1990-02-30"),
}
IDENTITY_FAULTS = tuple(f"identity_{name}" for name in (*IDENTITY, *SIGNING, "foreign_document", "no_key_id", "junk"))


def _without(claims: Claims, gone: str) -> Claims:
    return {name: value for name, value in claims.items() if name != gone}


def _born(claims: Claims, value: str) -> Claims:
    subject = {**claims["vc"]["credentialSubject"], "birthDate": [{"value": value}]}
    return {**claims, "vc": {"credentialSubject": subject}}


def spoil(claims: Claims, fault: str | None) -> Claims:
    """The claims of an id_token, broken if `fault` is about claims."""
    broken = CLAIMS | WORK
    return broken[fault](claims) if fault in broken else claims
