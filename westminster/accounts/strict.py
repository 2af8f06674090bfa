"""Authlib's OpenID Connect client, made strict: it believes nothing that the standard lets us check.

What Authlib leaves open, and why each check is here: docs/decisions/006-sessions.md.
"""

import json
import logging
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, TypeGuard
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry

from ..core.errors import GatewayDown
from ..core.settings import Oidc, current, https_or_loopback
from .assurance_rules import why_too_low
from .client_auth import auth_method, request_object
from .core_identity import CoreIdentity, Result
from .kept import JUNK, Kept, Unfit
from .logout_token import logout_claims
from .rules import NotSignedIn, mapped
from .subject_rules import subject_of
from .transport import BoundedSession
from .visits import AT_ONCE, Visits

TIMEOUT_SECONDS = (2, 5)  # to connect, to read
SHORTEST_KEPT = timedelta(minutes=1)
# All that we use of a discovery document. Authlib hands the rest to its HTTP session, where a name
# such as `verify` would be a setting.
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "end_session_endpoint")
_NEEDED = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
_ALGS, _NAMES_ITSELF = "id_token_signing_alg_values_supported", "authorization_response_iss_parameter_supported"
_REPEATED = ("response_type", "scope", "client_id")  # beside a request object. Source: OpenID Connect Core, 6.1


def client_of(realm: str) -> "StrictClient":
    """The client of a realm's provider. Raises GatewayDown where none is set."""
    oidc = current().oidc(realm)
    if oidc is None:
        raise GatewayDown("sign-in")
    return made(realm, oidc)


@cache
def made(realm: str, oidc: Oidc) -> "StrictClient":
    """Its keys are kept as long as the process lives."""
    # Its debug lines hold the proof key of each sign-in.
    logging.getLogger("authlib").setLevel(logging.INFO)
    return StrictClient(realm, oidc)


@dataclass(frozen=True)
class Told:
    """Who a provider says is there. `claims` have the standard names, whatever the provider calls them."""

    subject: str
    claims: dict[str, Any]


class StrictClient(FlaskOAuth2App):
    client_cls = BoundedSession

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
                "token_endpoint_auth_method": auth_method(oidc),
                "default_timeout": TIMEOUT_SECONDS,
                "leeway": 0,
                "trust_env": oidc.discovery_url.startswith("https:"),  # no proxy between us and our own machine
            },
        )
        self._oidc = oidc
        self.visits = Visits(AT_ONCE[realm])
        self._metadata = Kept("discovery", self._fetch_metadata)
        self._keys = Kept("keys", self._fetch_keys)
        self._identity = CoreIdentity(oidc, oidc.identity, self._fetch) if oidc.identity else None

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

    def authorization(self, redirect_uri: str, *, step_up: bool, **hints: str) -> dict[str, str]:
        """Where to send the browser (`url`), and the state, nonce and code_verifier to keep. Raises GatewayDown."""
        asked = {**self._asked(step_up), **hints}
        as_text = {name: value if isinstance(value, str) else json.dumps(value) for name, value in asked.items()}
        made: dict[str, str] = self.create_authorization_url(redirect_uri, **as_text)
        if self._oidc.signs_requests:
            url = urlsplit(made["url"])
            params = {**dict(parse_qsl(url.query)), **asked}
            sent = {name: params[name] for name in _REPEATED} | {"request": request_object(self._oidc, params)}
            made["url"] = url._replace(query=urlencode(sent)).geturl()
        return made

    def identity(self, claims: Mapping[str, Any], *, step_up: bool) -> Result | None:
        """Who the person is, if that was asked or is told unasked. Raises NotSignedIn, GatewayDown."""
        if self._identity is None or not (step_up or self._identity.is_told(claims)):
            return None
        return self._identity.result(claims)

    def _asked(self, step_up: bool) -> dict[str, Any]:
        """What the settings add to a request: to the second one, what asks for a proven identity."""
        oidc = self._oidc
        params = {**oidc.authorize_params, **(oidc.step_up_params if step_up else {})}
        claims = oidc.step_up_claims if step_up and oidc.step_up_claims else oidc.claims
        return {**params, "claims": claims} if claims else params

    def told(self, token: dict[str, Any], nonce: str, *, step_up: bool) -> Told:
        """What the provider says about the person: id_token first, then userinfo.

        Raises NotSignedIn; requests' exceptions and those of JUNK when userinfo does not answer as it should.
        """
        if str(token.get("token_type")).lower() != "bearer" or not isinstance(token.get("access_token"), str):
            raise NotSignedIn("odd_token")  # Source: RFC 6749, 7.1
        claims = self._id_token_claims(token, nonce)
        subject = subject_of(claims, self._oidc.issuer, self._oidc.claim_map.get("subject"))
        if not _is_name(subject) or not _is_name(claims["sub"]):
            raise NotSignedIn("bad_subject")
        if low := why_too_low(self._asked(step_up), claims, time.time(), self._oidc.clock_skew):
            raise NotSignedIn(f"lower_{low}")
        if "userinfo_endpoint" in self.load_server_metadata():
            userinfo = self.userinfo(token=token)
            if userinfo.get("sub") != claims["sub"]:
                raise NotSignedIn("other_userinfo_subject")
            claims = {**userinfo, **claims}
        return Told(subject, mapped(claims, self._oidc.claim_map))

    def logout_token(self, text: str) -> dict[str, Any]:
        """The claims of a token that ends sessions. Raises NotSignedIn, GatewayDown."""
        return logout_claims(text, self._keys, self.load_server_metadata()[_ALGS], self._oidc)

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
        seconds = min(int(found[1]) if found else self._oidc.keys_max_age, self._oidc.keys_max_age)
        at_once = "no-store" in cache_control or "no-cache" in cache_control
        return SHORTEST_KEPT if at_once else max(timedelta(seconds=seconds), SHORTEST_KEPT)


def _is_name(subject: Any) -> TypeGuard[str]:
    return isinstance(subject, str) and re.fullmatch(r"[\x21-\x7e]{1,255}", subject) is not None


def _is_usable(key: Any) -> bool:
    """Whether `key` is a public signing key we understand. Source: RFC 7517, 5: leave out the others."""
    if not isinstance(key, dict) or key.get("kty") not in ("EC", "RSA", "OKP") or key.get("use", "sig") != "sig":
        return False
    try:
        JWKRegistry.import_key(key)
    except (JoseError, *JUNK):
        return False
    return True
