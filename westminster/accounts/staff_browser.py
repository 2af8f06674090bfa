"""What the browser of a member of staff keeps between the pages of signing in and of setting up."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, TypedDict

from flask import g, session, url_for

from ..core.clock import now
from ..core.db import atomic
from ..core.settings import current
from ..core.web import STAFF_WAY, kept_ways
from . import staff, staff_set_up, staff_sign_in
from .act_rules import acts_of
from .browser import this_browser
from .rules import own_path
from .staff_recovery_browser import show_codes
from .staff_secrets import new_totp_secret

CODE_WITHIN = timedelta(minutes=10)
# Where somebody begins: at the first of these that they may.
FIRST = {
    "cases.read": "cases.queue",
    "people.open": "people.find",
    "audit.read": "oversight.index",
    "team.see": "staff_team.index",
}


class SettingUp(TypedDict):
    """A link whose password is chosen and whose app is not there yet."""

    token: str
    password_hash: str
    secret: str


def ask_for_code(account_id: int, return_to: str | None) -> None:
    """The password was right: from here on under a new session id, which nobody can have known before."""
    kept = {name: session[name] for name in ("was", "answers", "ways") if name in session}
    this_browser().end()
    session.update(kept, staff_sign_in={"account": account_id, "at": now().isoformat()})
    session[STAFF_WAY] = return_to


def waits_for_code() -> int | None:
    """Whose password was right here a moment ago."""
    kept = session.get("staff_sign_in")
    if kept is None or now() - datetime.fromisoformat(kept["at"]) > CODE_WITHIN:
        return None
    return int(kept["account"])


def begin_set_up(token: str, password_hash: str) -> None:
    """The password is chosen; the app gets a secret that stays the same when the page is loaded again."""
    session["staff_set_up"] = SettingUp(token=token, password_hash=password_hash, secret=new_totp_secret())


def setting_up() -> SettingUp | None:
    return session.get("staff_set_up")


def finish_set_up(kept: SettingUp, typed: str) -> str:
    """Take the link and sign in; the path to go to. Raises NotFound, Refused."""
    step = staff_set_up.check_app(kept["secret"], typed)
    with atomic():
        account_id = staff_set_up.finish(kept["token"], kept["password_hash"], kept["secret"], step)
        go_on_to = enter(account_id, session.get(STAFF_WAY))
        return show_codes(account_id, go_on_to)


def sign_in(account_id: int, typed: str) -> str:
    """Take the code and sign in; the path to go to. Raises Refused."""
    staff_sign_in.check_code(account_id, typed)
    with atomic():
        return enter(account_id, session.get(STAFF_WAY))


def recover(account_id: int, typed: str) -> str:
    """Take a recovery code and sign in; the path to go to, where a new app is offered. Raises Refused."""
    staff_sign_in.check_recovery_code(account_id, typed)
    with atomic():
        session["recovered"] = {"at": now().isoformat(), "go_on_to": enter(account_id, session.get(STAFF_WAY))}
    return url_for("staff_recovery.index")


def sign_out() -> None:
    here = this_browser()
    with atomic():
        if here.account_id is not None:
            staff_sign_in.signed_out(here.account_id)
        here.end()
    g.pop("_login_user", None)


def first_page(roles: frozenset[str]) -> str:
    acts = acts_of(roles)
    return url_for(next((place for act, place in FIRST.items() if act in acts), "staff_roles.index"))


def place(return_to: str | None, roles: frozenset[str]) -> str:
    """Where somebody with `roles` wanted to go, if that is a page of staff, else where they begin."""
    wanted = own_path(return_to, current().base_url) or ""
    return wanted if wanted.startswith("/staff") else first_page(roles)


def enter(
    account_id: int, return_to: str | None, kept: Mapping[str, Any] = MappingProxyType({}), *, proved: bool = True
) -> str:
    """Sign a member in, in a session with `kept`; the path to go to. `proved` as in `BrowserSession.begin`."""
    staff_sign_in.signed_in(account_id)
    this_browser().begin(account_id, {**kept, **kept_ways(STAFF_WAY)}, proved=proved)
    g.pop("_login_user", None)
    return place(return_to, staff.roles_of(account_id) or frozenset())
