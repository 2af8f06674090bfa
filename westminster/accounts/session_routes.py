"""Where somebody is signed in: a resident, and a member of staff on the page of their own account."""

from typing import Any

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.db import atomic
from ..core.errors import Refused
from ..core.web import keeps_answers, page, portal, see_other
from . import again as proving
from . import service, signed_in, staff_recovery, staff_sign_in, work_arrival
from .browser import this_browser
from .forms import CodeForm
from .sessions import cleared

bp = portal("sessions", __name__, "/account/sessions", role="resident")
staff = portal("own_account", __name__, "/staff/account", role="staff")


@bp.get("")
def index() -> ResponseReturnValue:
    return page("accounts/sessions.html", **_browsers())


@staff.get("", endpoint="index")
def own_account() -> ResponseReturnValue:
    left = None if work_arrival.came_by_provider() else staff_recovery.left(current_user.account_id)
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
    here = this_browser()
    shared = here.shared_computer
    service.end_all(current_user.account_id, actor=current_user.get_id())
    here.end()
    g.pop("_login_user", None)
    answer = see_other("staff_auth.signed_out" if request.blueprint == staff.name else "auth.signed_out")
    return cleared(answer) if shared else answer


@staff.route("/again", methods=["GET", "POST"], endpoint="again")
@keeps_answers
def again_by_code() -> ResponseReturnValue:
    """Before something dangerous: the code of the app once more, or a recovery code; or the work account."""
    if work_arrival.came_by_provider():
        return page("accounts/staff_again_work.html", down="down" in request.args)
    form, me = CodeForm(), current_user.account_id
    if form.validate_on_submit():
        typed = "".join(form.code.data.split())
        check = staff_sign_in.check_code if typed.isdigit() else staff_sign_in.check_recovery_code
        try:
            check(me, typed)
            with atomic():
                proving.proved()
                return redirect(proving.wanted(url_for(".index")), 303)
        except Refused as refused:
            form.refuse(refused)
    return page("accounts/staff_again.html", form)


def _browsers() -> dict[str, Any]:
    found = signed_in.browsers_of(current_user.account_id, this_browser().key)
    return {"browsers": found, "ended": request.args.get("ended") == "yes"}
