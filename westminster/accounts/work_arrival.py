"""Somebody comes back from the staff's provider: a member of the team, signed in, or one with a link, bound by it."""

from flask import session

from ..core.db import atomic
from ..core.settings import current
from . import oidc, service, staff_browser, work_accounts
from .arrival import left_open
from .browser import this_browser
from .rules import NotSignedIn, own_path, sid_of
from .staff import REALM


def finish() -> str:
    """Sign in whose work account the provider's answer names; the path to go to. Raises NotSignedIn, GatewayDown."""
    answer = oidc.answer(REALM)
    attempt, told = answer.attempt, answer.told
    try:
        with atomic():
            if attempt["link"]:
                account_id = work_accounts.bind(attempt["link"], answer.issuer, told.subject)
            else:
                account_id = work_accounts.member_of(answer.issuer, told.subject)
            kept = {"id_token": answer.id_token, "left_open": left_open()}
            place = staff_browser.enter(account_id, attempt["return_to"], kept)
            service.keep_provider_session(this_browser().key, told.claims["sub"], sid_of(told.claims))
    except NotSignedIn as error:
        error.attempt = attempt
        raise
    return place


def where_else(state: str) -> str | None:
    """Where the tab wanted to go whose sign-in was overtaken by that of another tab."""
    return own_path(session.get("left_open", {}).get(state), current().base_url)


def came_by_provider() -> bool:
    """Whether whoever is signed in here came with a work account."""
    return "id_token" in this_browser()


def sign_out() -> str | None:
    """Sign a member out here; the address where the provider does the same to whom it had signed in."""
    id_token = this_browser().get("id_token")
    staff_browser.sign_out()
    return oidc.way_out(REALM, id_token) if id_token else None
