"""The way to a realm's OpenID Provider and back: start, answer, leave. What is believed is decided in `strict`.

What an answer leads to is decided by who asked: `arrival` for residents, `work_arrival` for staff.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from authlib.integrations.flask_client import OAuthError
from flask import current_app, g, redirect, request, session, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from ..core.clock import now
from ..core.db import atomic
from ..core.errors import GatewayDown
from ..core.settings import current
from . import service
from .browser import this_browser
from .core_identity import Result
from .kept import JUNK
from .rules import NotSignedIn, own_path
from .strict import StrictClient, Told, client_of
from .tries import Tries, count, hidden, network

RESIDENT = "resident"
MOST_ATTEMPTS, ATTEMPT_ENDS_AFTER = 5, timedelta(hours=1)
SIGN_OUT_ENDS_AFTER = timedelta(minutes=10)
# Many share an address, in a library or on a telephone's network. Why these figures: docs/decisions/016-sessions-people-see.md.
_STARTS = (Tries("start", "address", 300, timedelta(minutes=5)), Tries("start", "all", 3_000, timedelta(minutes=5)))
_ANSWERS = (Tries("answer", "address", 300, timedelta(minutes=5)), Tries("answer", "all", 3_000, timedelta(minutes=5)))
_OF_ONE = Tries("answer", "account", 20, timedelta(minutes=5))
# Source: RFC 6749, 4.1.2.1 and 5.2; OpenID Connect Core 3.1.2.6.
_PASSING = ("temporarily_unavailable", "server_error")
_ERRORS = {"access_denied": "cancelled", "login_required": "login_required", "unauthorized_client": "switched_off"}
_TOKEN_ERRORS = ("invalid_request", "invalid_client", "invalid_grant", "unauthorized_client")


@dataclass(frozen=True)
class Answer:
    """A sign-in that we believe. `identity` is None unless it was asked for or told; `attempt` is what `start` kept."""

    issuer: str
    told: Told
    id_token: str
    identity: Result | None
    attempt: dict[str, Any]


def start(
    realm: str = RESIDENT,
    *,
    login_hint: str | None = None,
    shared_computer: bool = False,
    return_to: str | None = None,
    step_up: bool = False,
    link: str | None = None,
    joins: bool = False,
) -> Response:
    """Send the browser to the provider; it comes back to `answer`. Raises GatewayDown, TooMany.

    `login_hint` is who wants to sign in, as the provider knows them. `step_up` asks whoever is signed in here
    to prove who they are, or staff that it is still them; `joins` asks for another way in to their account.
    `link` is the token with which staff bind the account that they come back with.
    """
    _count(_STARTS, realm)
    hints = {"login_hint": login_hint} if login_hint else {}
    client = client_of(realm)
    with client.visits.one():
        asked = client.authorization(_callback(realm), step_up=step_up, **hints)
    here = this_browser()
    _remember(
        asked["state"],
        {
            "realm": realm,
            "nonce": asked["nonce"],
            "verifier": asked["code_verifier"],
            "return_to": own_path(return_to, current().base_url),
            "shared_computer": here.shared_computer if step_up else shared_computer,
            "step_up": step_up,
            "joins": joins,
            "account": here.account_id,
            "link": link,
            "at": now().isoformat(),
        },
    )
    return redirect(asked["url"], 303)


def answer(realm: str = RESIDENT) -> Answer:
    """What the provider says at our callback, believed. Raises NotSignedIn, TooMany."""
    _count(_ANSWERS, realm)
    sent = _sent_once()
    attempt = this_browser().take("sign_ins", sent.get("state", ""))
    if attempt is None or now() - datetime.fromisoformat(attempt["at"]) > ATTEMPT_ENDS_AFTER:
        raise NotSignedIn("unknown_state")
    try:
        believed = _answer(realm, sent, attempt)
    except NotSignedIn as error:
        error.attempt = attempt
        raise
    except GatewayDown as error:
        raise NotSignedIn("provider_down", attempt) from error
    count((_OF_ONE, hidden(believed.issuer, believed.told.subject)), subject=f"realm:{realm}")
    return believed


def leave() -> str:
    """Sign out here; the address at which the provider does the same, or our own page where it cannot."""
    here = this_browser()
    realm, id_token = here.realm or RESIDENT, here.get("id_token")
    leave_here()
    there = way_out(realm, id_token) if id_token else None  # else signed in without the provider
    return there or url_for("auth.signed_out")


def way_out(realm: str, id_token: str) -> str | None:
    """The address at which the provider signs out whom `id_token` is about; None where it cannot."""
    try:
        client = client_of(realm)
        with client.visits.one():
            asked = client.create_logout_url(
                post_logout_redirect_uri=current().base_url + url_for("auth.signed_out"),
                id_token_hint=id_token,
                client_id=client.client_id,
                state=_sign_out_state().dumps(realm),
            )
    except (GatewayDown, RuntimeError):  # RuntimeError: Authlib's word for a provider without such an address
        return None
    return str(asked["url"])


def leave_here() -> None:
    """Sign out in this browser alone."""
    here = this_browser()
    with atomic():
        if here.account_id is not None:
            service.sign_out(here.account_id)
        here.end()
    g.pop("_login_user", None)


def has_left(state: str) -> str | None:
    """The realm whose provider gave `state` back, once it had signed out whom `way_out` sent there; else None."""
    try:
        return str(_sign_out_state().loads(state, max_age=int(SIGN_OUT_ENDS_AFTER.total_seconds())))
    except BadData:
        return None


def _count(layers: tuple[Tries, Tries], realm: str) -> None:
    """Count a way to the provider or back. Raises TooMany."""
    here, all_of_us = layers
    count((here, hidden(network(request.remote_addr or ""))), (all_of_us, ""), subject=f"realm:{realm}")


def _callback(realm: str) -> str:
    """The address the provider knows; never from the Host header."""
    return f"{current().base_url}/auth/{realm}/callback"


def _remember(state: str, attempt: dict[str, Any]) -> None:
    """Keep what `answer` needs with this browser: a tab each, the newest few."""
    known = list(session.get("sign_ins", {}).items())
    session["sign_ins"] = dict([*known, (state, attempt)][-MOST_ATTEMPTS:])


def _sent_once() -> dict[str, str]:
    """The provider's answer; a parameter sent twice is for nobody to choose from. Source: RFC 6749, 3.1."""
    if any(len(values) > 1 for values in request.args.listvalues()):
        raise NotSignedIn("repeated_parameter")
    return request.args.to_dict()


def _answer(realm: str, sent: dict[str, str], attempt: dict[str, Any]) -> Answer:
    if attempt["realm"] != realm:
        raise NotSignedIn("other_realm")
    client = client_of(realm)
    with client.visits.one():
        client.check_issuer(sent.get("iss"))
        _check_error(sent)
        told, id_token = _exchange(client, realm, sent["code"], attempt)
        identity = client.identity(told.claims, step_up=attempt["step_up"])
    return Answer(told.claims["iss"], told, id_token, identity, attempt)


def _check_error(sent: dict[str, str]) -> None:
    error = sent.get("error")
    if error in _PASSING:
        raise GatewayDown("sign-in")
    if error is not None:
        raise NotSignedIn(_ERRORS.get(error, "provider_error"))
    if not sent.get("code"):
        raise NotSignedIn("no_code")


def _exchange(client: StrictClient, realm: str, code: str, attempt: dict[str, Any]) -> tuple[Told, str]:
    """What is behind `code`, and the id_token that will end the provider's session."""
    verifier = attempt["verifier"]
    try:
        token = client.fetch_access_token(code=code, redirect_uri=_callback(realm), code_verifier=verifier)
        return client.told(token, attempt["nonce"], step_up=attempt["step_up"]), token["id_token"]
    except OAuthError as error:
        raise NotSignedIn(f"token_{error.error}" if error.error in _TOKEN_ERRORS else "token_refused") from error
    except (requests.RequestException, *JUNK) as error:
        raise GatewayDown("sign-in") from error


def _sign_out_state() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="signed-out")
