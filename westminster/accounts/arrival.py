"""A resident comes back from the provider: signed in, or known for certain, and sent on to where they wanted to go."""

from typing import Any

from flask import g, session

from ..core.db import atomic
from ..core.settings import current
from . import oidc, service
from .browser import this_browser
from .rules import NotSignedIn, own_path, sid_of

AFTER_SIGN_IN = "/card"


def finish() -> str:
    """Sign in whoever the provider's answer names; the path to go to. Raises NotSignedIn, GatewayDown."""
    answer = oidc.answer()
    attempt, claims, here = answer.attempt, answer.told.claims, this_browser()
    with atomic():
        account = service.sign_in(oidc.RESIDENT, answer.issuer, answer.told.subject, claims)
        if attempt["step_up"] and not account.id == attempt["account"] == here.account_id:
            raise NotSignedIn("other_person", attempt)
        if answer.identity:
            service.keep_identity(account.id, answer.identity)
        kept = {"id_token": answer.id_token, "left_open": _left_open()}
        here.begin(account.id, kept, shared_computer=attempt["shared_computer"])
        service.keep_provider_session(here.key, claims["sub"], sid_of(claims))
    g.pop("_login_user", None)
    return own_path(attempt["return_to"], current().base_url) or AFTER_SIGN_IN


def where_else(state: str) -> str:
    """Where the tab wanted to go whose sign-in was overtaken by that of another tab."""
    return own_path(session.get("left_open", {}).get(state), current().base_url) or AFTER_SIGN_IN


def _left_open() -> dict[str, Any]:
    """Where other tabs wanted to go. Of their sign-ins no more is carried over: nobody can end one in the new session."""
    return {state: attempt["return_to"] for state, attempt in session.get("sign_ins", {}).items()}
