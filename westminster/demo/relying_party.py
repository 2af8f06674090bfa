"""What the demo provider knows of its one client, and how it makes sure that a request is the client's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any
from urllib.parse import unquote_plus

from flask import Request
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry
from werkzeug.datastructures import MultiDict

from .asked import Asked
from .tokens import ShortLived

ALGS = ("ES256", "ES384", "PS256", "RS256")
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_SECONDS = 300
# What a request says twice when it is signed. Source: OpenID Connect Core, 6.1.
_TWICE = ("client_id", "response_type", "scope")


@dataclass(frozen=True)
class Client:
    """The one relying party; its addresses are matched exactly. `keys` are its public ones."""

    client_id: str
    secret: str
    keys: tuple[Mapping[str, Any], ...]
    redirect_uri: str
    signed_out_uri: str
    logout_uri: str

    def unwrapped(self, args: Asked, issuer: str) -> Asked | None:
        """What is asked for: of a signed request what is signed, and only that; None for one that is not good."""
        if "request" not in args:
            return args
        signed = self._read(args["request"], (issuer,))
        if signed is None or signed.get("iss") != self.client_id or any(args.get(n) != signed.get(n) for n in _TWICE):
            return None
        return MultiDict({name: v if isinstance(v, str) else json.dumps(v) for name, v in signed.items()})

    def is_it(self, request: Request, audiences: tuple[str, ...], spent: ShortLived[bool]) -> bool:
        """Whether a request to the token endpoint proves that it is the client's, in exactly one way.

        `spent` holds the assertions that came already.
        """
        ways = (self._by_basic(request), self._by_post(request), self._by_assertion(request, audiences, spent))
        return [way for way in ways if way is not None] == [True]

    def _by_basic(self, request: Request) -> bool | None:
        """Source: RFC 6749 2.3.1, where both halves are form-encoded first."""
        given = request.authorization
        if given is None:
            return None
        name, secret = (unquote_plus(part or "") for part in (given.username, given.password))
        return given.type == "basic" and self._knows(name, secret)

    def _by_post(self, request: Request) -> bool | None:
        if "client_secret" not in request.form:
            return None
        return self._knows(request.form.get("client_id", ""), request.form["client_secret"])

    def _by_assertion(self, request: Request, audiences: tuple[str, ...], spent: ShortLived[bool]) -> bool | None:
        """Source: RFC 7523, 3."""
        if "client_assertion" not in request.form:
            return None
        claims = self._read(request.form["client_assertion"], audiences) or {}
        first = isinstance(claims.get("jti"), str) and spent.get(claims["jti"]) is None
        if first:
            spent.keep(claims["jti"], value=True)
        named = claims.get("iss") == claims.get("sub") == self.client_id
        return request.form.get("client_assertion_type") == ASSERTION and named and first

    def _knows(self, name: str, secret: str) -> bool:
        same = compare_digest(secret.encode(), self.secret.encode())
        return name == self.client_id and bool(self.secret) and same

    def _read(self, text: str, audiences: tuple[str, ...]) -> dict[str, Any] | None:
        """The claims of a token that the client signed for us, in time; None for any other."""
        essential: dict[str, Any] = {name: {"essential": True} for name in ("exp", "iat", "jti")}
        try:
            keys = KeySet.import_key_set({"keys": [dict(key) for key in self.keys]})
            claims = jwt.decode(text, keys, algorithms=list(ALGS)).claims
            JWTClaimsRegistry(leeway=5, **essential, aud={"essential": True, "values": list(audiences)}).validate(
                claims
            )
        except (JoseError, ValueError):
            return None
        return dict(claims) if claims["exp"] - claims["iat"] <= ASSERTION_SECONDS else None
