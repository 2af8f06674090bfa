"""Authlib's OpenID Connect client, made strict: it believes nothing that the standard lets us check.

What Authlib leaves open, and why each check is here: docs/decisions/006-sessions.md.
"""

import logging
import re
from datetime import timedelta
from functools import cache
from typing import Any

import requests
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry

from ..core.settings import Oidc, current, https_or_loopback
from .kept import JUNK, Kept, Unfit
from .rules import NotSignedIn

TIMEOUT_SECONDS = (2, 5)  # to connect, to read
SHORTEST_KEPT = timedelta(minutes=1)
# All that we use of a discovery document. Authlib hands the rest to its HTTP session, where a name
# such as `verify` would be a setting.
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "end_session_endpoint")
_NEEDED = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
_ALGS, _NAMES_ITSELF = "id_token_signing_alg_values_supported", "authorization_response_iss_parameter_supported"


@cache
def client_of(realm: str, oidc: Oidc) -> "StrictClient":
    """The client of one provider; its keys are kept as long as the process lives."""
    # Its debug lines hold the proof key of each sign-in.
    logging.getLogger("authlib").setLevel(logging.INFO)
    return StrictClient(realm, oidc)


class StrictClient(FlaskOAuth2App):
    def __init__(self, realm: str, oidc: Oidc) -> None:
        super().__init__(
            FlaskIntegration(realm),
            realm,
            client_id=oidc.client_id,
            client_secret=oidc.client_secret,
            server_metadata_url=oidc.discovery_url,
            user_agent=f"MyWestminster ({current().base_url})",
            client_kwargs={
                "scope": oidc.scopes,
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT_SECONDS,
                "leeway": 0,
                "trust_env": oidc.discovery_url.startswith("https:"),  # no proxy between us and our own machine
            },
        )
        self._oidc = oidc
        self._metadata = Kept("discovery", self._fetch_metadata)
        self._keys = Kept("keys", self._fetch_keys)

    def load_server_metadata(self) -> dict[str, Any]:
        """Raises GatewayDown."""
        return self._metadata.get()

    def fetch_jwk_set(self, force: bool = False) -> dict[str, Any]:
        """Raises GatewayDown. Authlib forces when a token names a key that is not there."""
        return self._keys.get_newer() if force else self._keys.get()

    def check_issuer(self, named: str | None) -> None:
        """Whether an answer at our callback is this provider's. Raises NotSignedIn. Source: RFC 9207, 2.4."""
        must = self.load_server_metadata()[_NAMES_ITSELF]
        if (must and named is None) or named not in (None, self._oidc.issuer):
            raise NotSignedIn("wrong_callback_issuer")

    def claims_of(self, token: dict[str, Any], nonce: str) -> dict[str, Any]:
        """What the provider says about the person: id_token first, then userinfo.

        Raises NotSignedIn; requests' exceptions and ValueError when userinfo does not answer.
        """
        claims = self._id_token_claims(token, nonce)
        if "userinfo_endpoint" not in self.load_server_metadata():
            return claims
        told = self.userinfo(token=token)
        if told.get("sub") != claims["sub"]:
            raise NotSignedIn("other_userinfo_subject")
        return {**told, **claims}

    def _id_token_claims(self, token: dict[str, Any], nonce: str) -> dict[str, Any]:
        if not isinstance(token.get("id_token"), str):
            raise NotSignedIn("no_id_token")
        # Made for each call: Authlib takes it apart.
        wanted: dict[str, dict[str, Any]] = {name: {"essential": True} for name in ("sub", "exp", "iat", "nonce")}
        wanted |= {"iss": {"essential": True, "value": self._oidc.issuer}, "aud": {"essential": True}}
        try:
            claims = self.parse_id_token(token, nonce=nonce, claims_options=wanted, leeway=self._oidc.clock_skew)
        except JoseError as error:
            raise NotSignedIn("_".join(filter(None, ["id_token", error.error, getattr(error, "claim", "")]))) from error
        except JUNK as error:
            raise NotSignedIn("id_token_junk") from error
        if claims["aud"] not in (self.client_id, [self.client_id]):
            raise NotSignedIn("wrong_audience")
        if not isinstance(claims["sub"], str) or not re.fullmatch(r"[\x21-\x7e]{1,255}", claims["sub"]):
            raise NotSignedIn("bad_subject")
        return dict(claims)

    def _fetch_metadata(self) -> tuple[dict[str, Any], timedelta]:
        told, lifetime = self._fetch(self._oidc.discovery_url)
        if told["issuer"] != self._oidc.issuer:
            raise Unfit("the discovery document is another issuer's")
        endpoints = {name: told[name] for name in _ENDPOINTS if name in _NEEDED or name in told}
        if not all(isinstance(url, str) and https_or_loopback(url) for url in endpoints.values()):
            raise Unfit("an endpoint is not https")
        # Discovery can only narrow our list.
        algs = [alg for alg in self._oidc.id_token_algs if alg in told.get(_ALGS, self._oidc.id_token_algs)]
        if not algs:
            raise Unfit("no algorithm that we accept")
        known = {"issuer": told["issuer"], _ALGS: algs, _NAMES_ITSELF: told.get(_NAMES_ITSELF) is True}
        return {**endpoints, **known}, lifetime

    def _fetch_keys(self) -> tuple[dict[str, Any], timedelta]:
        told, lifetime = self._fetch(self.load_server_metadata()["jwks_uri"])
        return {"keys": [key for key in told["keys"] if _is_usable(key)]}, lifetime

    def _fetch(self, url: str) -> tuple[dict[str, Any], timedelta]:
        with self._get_session() as session:
            answer: requests.Response = session.request("GET", url, withhold_token=True)
            answer.raise_for_status()
            document = answer.json()
        if not isinstance(document, dict):
            raise Unfit("not a JSON object")
        return document, self._lifetime(answer.headers.get("Cache-Control", ""))

    def _lifetime(self, cache_control: str) -> timedelta:
        """As long as the provider says, but not beyond our own ceiling."""
        found = re.search(r"max-age=(\d{1,9})", cache_control)
        ceiling = self._oidc.keys_max_age
        return max(timedelta(seconds=min(int(found[1]), ceiling) if found else ceiling), SHORTEST_KEPT)


def _is_usable(key: Any) -> bool:
    """Whether `key` is a public signing key we understand. Source: RFC 7517, 5: leave out the others."""
    if not isinstance(key, dict) or key.get("kty") not in ("EC", "RSA", "OKP") or key.get("use", "sig") != "sig":
        return False
    try:
        JWKRegistry.import_key(key)
    except (JoseError, *JUNK):
        return False
    return True
