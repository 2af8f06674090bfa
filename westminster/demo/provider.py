"""The demo OpenID Provider: real OpenID Connect, with a choice of made-up people instead of passwords.

Authorization code flow only, PKCE (S256), state and nonce required. See docs/decisions/005-demo-provider.md.
"""

import secrets
import time
from dataclasses import dataclass
from datetime import date
from hmac import compare_digest
from itertools import chain
from typing import Any, Protocol
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, render_template, request, session
from flask.typing import ResponseReturnValue

from ..core.clock import today
from . import cast, notifying
from .asked import Asked, claim_names, credential, vector, why_not
from .faults import FOREIGN, spoil
from .personas import Persona
from .proving import ADDRESS, CORE, DOCUMENT, RETURN_CODE, Prover
from .relying_party import ALGS, ASSERTION_SECONDS, Client
from .tokens import ShortLived, Signer, challenge_of, half_hash

# As long as One Login's live. Source: its technical documents, August 2026.
NOBODY = "nobody"
ID_TOKEN_SECONDS, ACCESS_TOKEN_SECONDS, CODE_SECONDS = 120, 180, 60


class Somebody(Protocol):
    """Who can sign in; `claims` are by the scope that asks for them."""

    @property
    def slug(self) -> str: ...

    @property
    def subject(self) -> str: ...

    def claims(self, today: date, /) -> dict[str, dict[str, Any]]: ...


@dataclass(frozen=True)
class Grant:
    """What was agreed to. `vector` is how surely somebody is to be known; `claims` are asked for by name."""

    persona: Somebody
    nonce: str
    challenge: str
    scope: str
    signed_in_at: int
    sid: str
    vector: str
    claims: frozenset[str]


class Provider:
    """Keys and pending sign-ins of one run. `address` is where it answers, `issuer` what it calls itself.

    `name` is that of its blueprint, and of what it keeps in the browser's session.
    """

    name = "provider"

    def __init__(self, issuer: str, address: str, client: Client) -> None:
        self.issuer, self.address, self.client = issuer, address, client
        self.signer = Signer()
        self.prover = Prover(issuer, client.client_id)
        self.codes: ShortLived[Grant] = ShortLived(CODE_SECONDS)
        self.access: ShortLived[Grant] = ShortLived(ACCESS_TOKEN_SECONDS)
        self.spent: ShortLived[bool] = ShortLived(2 * ASSERTION_SECONDS)
        self.fault: str | None = None

    def blueprint(self) -> Blueprint:
        made = Blueprint(self.name, __name__)
        made.get("/.well-known/openid-configuration")(self.discovery)
        made.get("/jwks")(self.jwks)
        made.get(DOCUMENT)(self.identity_keys)
        made.get("/authorize")(self.authorize)
        made.post("/token")(self.token)
        made.route("/userinfo", methods=["GET", "POST"])(self.userinfo)
        made.route("/sign-out", methods=["GET", "POST"])(self.sign_out)
        return made

    def discovery(self) -> ResponseReturnValue:
        return jsonify(
            issuer=self.issuer,
            authorization_endpoint=f"{self.address}/authorize",
            token_endpoint=f"{self.address}/token",
            userinfo_endpoint=f"{self.address}/userinfo",
            jwks_uri=f"{self.address}/jwks",
            end_session_endpoint=f"{self.address}/sign-out",
            authorization_response_iss_parameter_supported=True,
            backchannel_logout_supported=True,
            backchannel_logout_session_supported=False,
            claims_parameter_supported=True,
            claims_supported=["sub", *chain(*cast.CAST[0].claims(today()).values()), CORE, ADDRESS, RETURN_CODE],
            code_challenge_methods_supported=["S256"],
            grant_types_supported=["authorization_code"],
            # A careless provider lists what it should not.
            id_token_signing_alg_values_supported=["ES256", "none"] if self.fault == "alg_none" else ["ES256"],
            request_object_signing_alg_values_supported=ALGS,
            request_parameter_supported=True,
            request_uri_parameter_supported=False,
            response_modes_supported=["query"],
            response_types_supported=["code"],
            scopes_supported=["openid", "profile", "email", "phone", "address"],
            subject_types_supported=["public"],
            token_endpoint_auth_methods_supported=["client_secret_basic", "client_secret_post", "private_key_jwt"],
            token_endpoint_auth_signing_alg_values_supported=ALGS,
        )

    def jwks(self) -> ResponseReturnValue:
        return jsonify(self.signer.public_keys())

    def identity_keys(self) -> ResponseReturnValue:
        return jsonify(self.prover.document())

    def authorize(self) -> ResponseReturnValue:
        """Whoever is picked on our page comes as `persona` beside the request, which stays as it was signed."""
        asked = self.client.unwrapped(request.args, self.issuer) or Asked()
        if asked.get("client_id") != self.client.client_id or asked.get("redirect_uri") != self.client.redirect_uri:
            # Never redirect to an address that is not registered.
            return render_template("demo/provider_problem.html"), 400
        if error := why_not(asked):
            return self._back(asked, error=error)
        here = session.get(self.name, {})
        hint = request.args.get("persona") or asked.get("login_hint", "")
        if hint == NOBODY:
            return self._back(asked, error="access_denied")
        if self.find(hint):
            here = {"persona": hint, "at": int(time.time()), "sid": here.get("sid") or secrets.token_urlsafe(16)}
            session[self.name] = here
        elif asked.get("prompt") in ("login", "select_account"):
            return self.choose()
        persona = self.here()
        if persona is not None:
            return self._signed_in(asked, persona)
        return self._back(asked, error="login_required") if asked.get("prompt") == "none" else self.choose()

    def find(self, slug: str) -> Somebody | None:
        return cast.find(slug)

    def here(self) -> Somebody | None:
        """Who is signed in in this browser."""
        return self.find(session.get(self.name, {}).get("persona", ""))

    def choose(self) -> str:
        """The page of everybody one can be, each with the address that says so."""
        choices = [(persona, with_persona(persona.slug)) for persona in cast.CAST]
        return render_template("demo/choose.html", choices=choices, holders=(), cancel=with_persona(NOBODY))

    def beside(self, somebody: Somebody) -> dict[str, Any]:
        """Claims of an id_token beside those that every provider tells."""
        return {}

    def _signed_in(self, asked: Asked, persona: Somebody) -> ResponseReturnValue:
        here = session[self.name]
        grant = Grant(
            persona=persona,
            nonce=asked["nonce"],
            challenge=asked["code_challenge"],
            scope=asked["scope"],
            signed_in_at=here["at"],
            sid=here["sid"],
            vector=vector(asked.get("vtr")),
            claims=claim_names(asked.get("claims")),
        )
        return self._back(asked, code=self.codes.put(grant))

    def _back(self, asked: Asked, **answer: str) -> Response:
        """To the client, with state and our own name (RFC 9207)."""
        if self.fault != "no_callback_issuer":
            answer["iss"] = FOREIGN if self.fault == "wrong_callback_issuer" else self.issuer
        if state := asked.get("state"):
            answer["state"] = state
        return _to(self.client.redirect_uri, answer)

    def token(self) -> ResponseReturnValue:
        if not self.client.is_it(request, (self.issuer, f"{self.address}/token"), self.spent):
            return _refuse("invalid_client", 401, "Basic")
        sent = request.form
        if sent.get("grant_type") != "authorization_code":
            return _refuse("unsupported_grant_type")
        grant = self.codes.take(sent.get("code", ""))
        if grant is None or sent.get("redirect_uri") != self.client.redirect_uri:
            return _refuse("invalid_grant")
        if challenge_of(sent.get("code_verifier", "")) != grant.challenge:
            return _refuse("invalid_grant")
        access = self.access.put(grant)
        answer = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": ACCESS_TOKEN_SECONDS,
            "scope": grant.scope,
            "id_token": self._id_token(grant, access),
        }
        if self.fault == "no_id_token":
            del answer["id_token"]
        return jsonify(answer)

    def _id_token(self, grant: Grant, access: str) -> str:
        moment = int(time.time())
        claims = {
            "iss": self.issuer,
            "sid": grant.sid,
            "sub": grant.persona.subject,
            "aud": self.client.client_id,
            "iat": moment,
            "exp": moment + ID_TOKEN_SECONDS,
            "auth_time": grant.signed_in_at,
            "nonce": grant.nonce,
            "at_hash": half_hash(access),
            **self.beside(grant.persona),
        }
        if grant.vector:
            claims["vot"] = credential(grant.vector)
        return self.signer.sign(spoil(claims, self.fault), self.fault)

    def userinfo(self) -> ResponseReturnValue:
        given = request.authorization
        bearer = given.token if given is not None and given.type == "bearer" else None
        grant = self.access.get(bearer or "")
        if grant is None:
            return _refuse("invalid_token", 401, "Bearer")
        subject = "demo-somebody-else" if self.fault == "other_userinfo_subject" else grant.persona.subject
        told = grant.persona.claims(today())
        claims = {name: value for scope in grant.scope.split() for name, value in told.get(scope, {}).items()}
        if isinstance(grant.persona, Persona) and self.prover.is_asked(grant.vector):
            claims |= self.prover.claims(grant.persona, grant.claims, today(), self.fault)
        return jsonify({"sub": subject, **claims})

    def sign_out(self) -> ResponseReturnValue:
        """End our own session too. Asks first when the request does not show whose session it means.

        Source: OpenID Connect RP-Initiated Logout 1.0.
        """
        asked = request.values
        if not (self._means_this_session(asked) or self._agreed(asked)):
            kept = {name: asked[name] for name in ("post_logout_redirect_uri", "state") if name in asked}
            ask = secrets.token_urlsafe(16)
            session[self.name] = session.get(self.name, {}) | {"ask": ask}
            return render_template("demo/sign_out.html", asked=kept, token=ask)
        if persona := self.here():
            token = notifying.logout_token(self.issuer, self.client.client_id, persona.subject, self.signer)
            notifying.tell(self.client.logout_uri, token)
        session.pop(self.name, None)
        if asked.get("post_logout_redirect_uri") != self.client.signed_out_uri:
            return render_template("demo/signed_out.html")
        return _to(self.client.signed_out_uri, {"state": asked["state"]} if asked.get("state") else {})

    def _means_this_session(self, asked: Asked) -> bool:
        persona = self.here()
        hint = self.signer.read(asked.get("id_token_hint", "")) or {}
        return persona is None or hint.get("sub") == persona.subject

    def _agreed(self, asked: Asked) -> bool:
        ask = session.get(self.name, {}).get("ask", "")
        return (
            request.method == "POST"
            and bool(ask)
            and compare_digest(asked.get("csrf_token", "").encode(), ask.encode())
        )


def with_persona(slug: str) -> str:
    """The address of the request at hand that picks somebody."""
    return f"?{urlencode({**request.args.to_dict(), 'persona': slug})}"


def _to(address: str, params: dict[str, str]) -> Response:
    return Response(status=303, headers={"Location": f"{address}?{urlencode(params)}" if params else address})


def _refuse(error: str, status: int = 400, scheme: str = "") -> Response:
    """An OAuth error (RFC 6749 5.2, RFC 6750 3)."""
    answer = jsonify(error=error)
    answer.status_code = status
    if scheme:
        answer.headers["WWW-Authenticate"] = f'{scheme} realm="demo", error="{error}"'
    return answer
