"""A resident comes back from the provider: signed in, or known for certain, and sent on to where they wanted to go."""

from typing import Any

from flask import g, session

from ..core.db import atomic
from ..core.settings import current
from ..core.web import kept_way, kept_ways
from . import oidc, service
from .browser import this_browser
from .rules import NotSignedIn, own_path, sid_of

AFTER_SIGN_IN = "/card"


def finish() -> str:
    """Sign in whoever the provider's answer names; the path to go to. Raises NotSignedIn."""
    answer = oidc.answer()
    attempt, claims, here = answer.attempt, answer.told.claims, this_browser()
    if attempt["joins"]:
        return _bring(answer)
    with atomic():
        entered = service.sign_in(oidc.RESIDENT, answer.issuer, answer.told.subject, claims)
        if attempt["step_up"] and not entered.account_id == attempt["account"] == here.account_id:
            raise NotSignedIn("other_person", attempt)
        if answer.identity:
            service.keep_identity(entered.account_id, answer.identity)
        enter(entered, shared_computer=attempt["shared_computer"], id_token=answer.id_token)
        service.keep_provider_session(here.key, claims["sub"], sid_of(claims))
    return own_path(attempt["return_to"], current().base_url) or AFTER_SIGN_IN


def enter(entered: service.Entered, *, shared_computer: bool, **kept: Any) -> None:
    """Sign somebody in at the browser at hand, under a new session that keeps `kept`."""
    data = {**kept, **kept_ways(), "left_open": left_open()}
    this_browser().begin(entered.account_id, data, shared_computer=shared_computer, way_id=entered.way_id)
    g.pop("_login_user", None)


def _bring(answer: oidc.Answer) -> str:
    """Another way in was proved, in the session that asked for it: whether it is added, its pages ask."""
    if not answer.attempt["account"] == this_browser().account_id:
        raise NotSignedIn("other_person", answer.attempt)
    way = service.account_of(oidc.RESIDENT, answer.issuer, answer.told.subject, answer.told.claims)
    session["joining"] = way.id
    session.setdefault("id_token", answer.id_token)  # so that to sign out is to sign out there too
    return str(answer.attempt["return_to"])


def way_on(name: str | None) -> str:
    """Where the tab whose way has this name goes on; see core.web.kept_way."""
    return own_path(kept_way(name), current().base_url) or AFTER_SIGN_IN


def where_else(state: str) -> str:
    """Where the tab wanted to go whose sign-in was overtaken by that of another tab."""
    return own_path(session.get("left_open", {}).get(state), current().base_url) or AFTER_SIGN_IN


def left_open() -> dict[str, Any]:
    """Where other tabs wanted to go, by their sign-in. Of their sign-ins no more is carried over: nobody can end one in the new session."""
    return {state: attempt["return_to"] for state, attempt in session.get("sign_ins", {}).items()}
