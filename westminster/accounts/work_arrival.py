"""Somebody comes back from the staff's provider: a member of the team, signed in, or one with a link, bound by it."""

import time

from flask import session

from ..core.db import atomic
from ..core.settings import current
from . import again, oidc, service, staff, staff_browser, work_accounts
from .arrival import left_open
from .assurance_rules import is_fresh
from .browser import this_browser
from .rules import GOOD_FOR, NotSignedIn, own_path, sid_of
from .staff import REALM


def finish() -> str:
    """Sign in whose work account the provider's answer names; the path to go to. Raises NotSignedIn."""
    answer = oidc.answer(REALM)
    attempt, told = answer.attempt, answer.told
    try:
        with atomic():
            if attempt["link"]:
                account_id = work_accounts.bind(attempt["link"], answer.issuer, told.subject)
            else:
                account_id = work_accounts.member_of(answer.issuer, told.subject)
            place = _proved(account_id, answer) if attempt["step_up"] else _enter(account_id, answer)
            service.keep_provider_session(this_browser().key, told.claims["sub"], sid_of(told.claims))
    except NotSignedIn as error:
        error.attempt = attempt
        raise
    return place


def _enter(account_id: int, answer: oidc.Answer) -> str:
    """A provider may let somebody in who showed long ago who they are; before what is dangerous they are asked then."""
    kept = {"id_token": answer.id_token, "left_open": left_open()}
    signed_in_at = answer.told.claims.get("auth_time")
    proved = is_fresh(signed_in_at, int(GOOD_FOR.total_seconds()), time.time(), 0)
    return staff_browser.enter(account_id, answer.attempt["return_to"], kept, proved=proved)


def _proved(account_id: int, answer: oidc.Answer) -> str:
    """Somebody who is signed in has shown again that it is them. Raises NotSignedIn for somebody else."""
    here = this_browser()
    if not account_id == answer.attempt["account"] == here.account_id:
        raise NotSignedIn("other_person")
    here["id_token"] = answer.id_token
    again.proved()
    return again.wanted(staff_browser.place(None, staff.roles_of(account_id) or frozenset()))


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
