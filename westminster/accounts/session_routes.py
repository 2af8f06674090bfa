"""Where somebody is signed in: a resident, and a member of staff on the page of their own account."""

from typing import Any

from flask import g, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.web import page, portal, see_other
from . import service, signed_in, staff_recovery
from .browser import this_browser

bp = portal("sessions", __name__, "/account/sessions", role="resident")
staff = portal("own_account", __name__, "/staff/account", role="staff")


@bp.get("")
def index() -> ResponseReturnValue:
    return page("accounts/sessions.html", **_browsers())


@staff.get("", endpoint="index")
def own_account() -> ResponseReturnValue:
    left = staff_recovery.left(current_user.account_id)
    return page("accounts/staff_account.html", recovery_codes=left, **_browsers())


@bp.post("/<browser>/end")
@staff.post("/sessions/<browser>/end")
def end(browser: str) -> ResponseReturnValue:
    signed_in.end_one(current_user.account_id, browser, actor=current_user.get_id())
    return see_other(".index", ended="yes")


@bp.post("/end-others")
@staff.post("/sessions/end-others")
def end_others() -> ResponseReturnValue:
    signed_in.end_others(current_user.account_id, this_browser().key, actor=current_user.get_id())
    return see_other(".index", ended="yes")


@bp.post("/end-all")
@staff.post("/sessions/end-all")
def end_all() -> ResponseReturnValue:
    me = current_user.get_id()
    service.end_all(current_user.account_id, actor=me)
    this_browser().end()
    g.pop("_login_user", None)
    return redirect("/staff/signed-out" if request.blueprint == staff.name else "/auth/signed-out", 303)


def _browsers() -> dict[str, Any]:
    found = signed_in.browsers_of(current_user.account_id, this_browser().key)
    return {"browsers": found, "ended": request.args.get("ended") == "yes"}
