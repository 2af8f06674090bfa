"""A resident's way to the OpenID Provider and back: start, finish, leave. What is believed is decided in `strict`."""

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
from .rules import NotSignedIn, own_path
from .strict import StrictClient, client_of

REALM = "resident"
AFTER_SIGN_IN = "/card"
MOST_ATTEMPTS, ATTEMPT_ENDS_AFTER = 5, timedelta(hours=1)
SIGN_OUT_ENDS_AFTER = timedelta(minutes=10)
# Source: RFC 6749, 4.1.2.1 and 5.2.
_PASSING = ("temporarily_unavailable", "server_error")
_TOKEN_ERRORS = ("invalid_request", "invalid_client", "invalid_grant", "unauthorized_client")


def start(*, login_hint: str | None = None, shared_computer: bool = False) -> Response:
    """Send the browser to the provider; it comes back to `finish`. Raises GatewayDown.

    `login_hint` is who wants to sign in, as the provider knows them.
    """
    hint = {"login_hint": login_hint} if login_hint else {}
    asked = _client().create_authorization_url(_ours("auth.callback"), **hint)
    _remember(
        asked["state"],
        {
            "nonce": asked["nonce"],
            "verifier": asked["code_verifier"],
            "return_to": own_path(session.get("return_to"), current().base_url),
            "shared_computer": shared_computer,
            "at": now().isoformat(),
        },
    )
    return redirect(asked["url"], 303)


def finish() -> str:
    """Sign in whoever the provider's answer names; the path to go to. Raises NotSignedIn, GatewayDown."""
    sent = _sent_once()
    attempt = this_browser().take("sign_ins", sent.get("state", ""))
    if attempt is None or now() - datetime.fromisoformat(attempt["at"]) > ATTEMPT_ENDS_AFTER:
        raise NotSignedIn("unknown_state")
    client = _client()
    client.check_issuer(sent.get("iss"))
    _check_error(sent)
    claims, id_token = _exchange(client, sent["code"], attempt)
    with atomic():
        account = service.sign_in(REALM, claims["iss"], claims["sub"], claims)
        this_browser().begin(account.id, {"id_token": id_token}, shared_computer=attempt["shared_computer"])
    g.pop("_login_user", None)
    return own_path(attempt["return_to"], current().base_url) or AFTER_SIGN_IN


def leave() -> str:
    """Sign out here; the address at which the provider does the same, or our own page where it cannot."""
    here = this_browser()
    id_token = here.get("id_token")
    with atomic():
        if here.account_id is not None:
            service.sign_out(here.account_id)
        here.end()
    g.pop("_login_user", None)
    try:
        asked = _client().create_logout_url(
            post_logout_redirect_uri=_ours("auth.signed_out"),
            id_token_hint=id_token,
            client_id=_client().client_id,
            state=_sign_out_state().dumps("signed out"),
        )
    except (GatewayDown, RuntimeError):  # RuntimeError: Authlib's word for a provider without such an address
        return url_for("auth.signed_out")
    return str(asked["url"])


def has_left(state: str) -> bool:
    """Whether `state` comes from the provider, which has signed out whom `leave` sent there."""
    try:
        _sign_out_state().loads(state, max_age=int(SIGN_OUT_ENDS_AFTER.total_seconds()))
    except BadData:
        return False
    return True


def _client() -> StrictClient:
    oidc = current().resident_oidc
    if oidc is None:
        raise GatewayDown("sign-in")
    return client_of(REALM, oidc)


def _ours(endpoint: str) -> str:
    """The address the provider knows; never from the Host header."""
    return current().base_url + url_for(endpoint)


def _remember(state: str, attempt: dict[str, Any]) -> None:
    """Keep what `finish` needs with this browser: a tab each, the newest few."""
    known = list(session.get("sign_ins", {}).items())
    session["sign_ins"] = dict([*known, (state, attempt)][-MOST_ATTEMPTS:])


def _sent_once() -> dict[str, str]:
    """The provider's answer; a parameter sent twice is for nobody to choose from. Source: RFC 6749, 3.1."""
    if any(len(values) > 1 for values in request.args.listvalues()):
        raise NotSignedIn("repeated_parameter")
    return request.args.to_dict()


def _check_error(sent: dict[str, str]) -> None:
    error = sent.get("error")
    if error in _PASSING:
        raise GatewayDown("sign-in")
    if error is not None:
        raise NotSignedIn("cancelled" if error == "access_denied" else "provider_error")
    if not sent.get("code"):
        raise NotSignedIn("no_code")


def _exchange(client: StrictClient, code: str, attempt: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The claims behind `code`, and the id_token that will end the provider's session."""
    back = _ours("auth.callback")
    try:
        token = client.fetch_access_token(code=code, redirect_uri=back, code_verifier=attempt["verifier"])
        return client.claims_of(token, attempt["nonce"]), token["id_token"]
    except OAuthError as error:
        raise NotSignedIn(f"token_{error.error}" if error.error in _TOKEN_ERRORS else "token_refused") from error
    except (requests.RequestException, ValueError, TypeError) as error:  # the latter two: an answer that is junk
        raise GatewayDown("sign-in") from error


def _sign_out_state() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="signed-out")
