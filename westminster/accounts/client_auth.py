"""How a provider knows that a request is ours: a secret, or a token signed with our private key, new each time."""

import base64
import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote_plus, urlencode

from joserfc import jwt

from ..core.oidc_settings import Oidc
from ..core.private_keys import PrivateKey

ASSERTION_SECONDS = 300
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_Prepare = Callable[..., tuple[str, dict[str, str], str]]  # as Authlib's session calls it


def auth_method(oidc: Oidc) -> str | _Prepare:
    """What `token_endpoint_auth_method` of Authlib's session takes."""
    if oidc.auth_method == "private_key_jwt":
        return _with_assertion(oidc.private_keys[0])
    return _basic if oidc.auth_method == "client_secret_basic" else oidc.auth_method


def request_object(oidc: Oidc, params: dict[str, Any]) -> str:
    """All of a request for sign-in, signed. Source: RFC 9101; `aud` may be among the params, One Login has its own."""
    claims = {"aud": oidc.issuer, "iss": oidc.client_id, **params}
    return _signed(oidc.private_keys[0], claims, typ="oauth-authz-req+jwt")


def public_keys(realms: Iterable[Oidc | None]) -> list[dict[str, Any]]:
    """The public halves of the keys of all realms, each once, those that sign first."""
    known = {key.kid: key for oidc in realms if oidc for key in oidc.private_keys}
    return [dict(key.key.as_dict(private=False)) for key in known.values()]


def _basic(client: Any, method: str, uri: str, headers: dict[str, str], body: str) -> tuple[str, dict[str, str], str]:
    """Both halves form-encoded, which Authlib leaves out. Source: RFC 6749, 2.3.1."""
    pair = f"{quote_plus(client.client_id)}:{quote_plus(client.client_secret)}"
    headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    return uri, headers, body


def _with_assertion(key: PrivateKey) -> _Prepare:
    """Source: RFC 7523, 3 and OpenID Connect Core, 9."""

    def prepare(
        client: Any, method: str, uri: str, headers: dict[str, str], body: str
    ) -> tuple[str, dict[str, str], str]:
        claims = {"iss": client.client_id, "sub": client.client_id, "aud": uri}
        sent = {"client_assertion_type": _ASSERTION_TYPE, "client_assertion": _signed(key, claims)}
        return uri, headers, f"{body}&{urlencode(sent)}"

    return prepare


def _signed(key: PrivateKey, claims: dict[str, Any], *, typ: str = "JWT") -> str:
    header = {"alg": key.alg, "kid": key.kid, "typ": typ, **key.thumbprints}
    moment = int(time.time())
    times = {"iat": moment, "nbf": moment, "exp": moment + ASSERTION_SECONDS}
    return jwt.encode(header, {**times, "jti": secrets.token_urlsafe(24), **claims}, key.key, algorithms=[key.alg])
