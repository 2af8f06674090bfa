"""Sign in, come back from the provider, sign out."""

from dataclasses import dataclass

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import GatewayDown
from ..core.settings import current
from ..core.web import keeps_answers, page, portal, see_other
from ..core.words import N_, Words
from . import oidc
from .browser import this_browser
from .rules import NotSignedIn
from .service import refuse

bp = portal("auth", __name__, "/auth")


@dataclass(frozen=True)
class Problem:
    """What a person reads when a sign-in came to nothing."""

    status: int
    title: Words
    text: Words


_CANCELLED = Problem(
    400,
    N_("You are not signed in"),
    N_("You stopped before you were signed in. Nothing was lost."),
)
_OLD = Problem(
    400,
    N_("Start signing in again"),
    N_("This sign-in was used already, began in another browser, or took longer than an hour."),
)
_DISABLED = Problem(
    403,
    N_("You cannot sign in with this account"),
    N_("We have closed it. Call us and we tell you why and what to do."),
)
_REFUSED = Problem(
    400,
    N_("We could not sign you in"),
    N_("The answer of the sign-in page was not right, so we let nobody in. Try again. If it happens again, call us."),
)
_PROBLEMS = {"cancelled": _CANCELLED, "unknown_state": _OLD, "disabled": _DISABLED}


@bp.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    if "resident" in current_user.roles:
        return redirect(oidc.AFTER_SIGN_IN, 303)
    return page("accounts/sign_in.html", down=current().resident_oidc is None)


@bp.get("/resident/start")
def start() -> ResponseReturnValue:
    try:
        return oidc.start(shared_computer=request.args.get("shared") == "yes")
    except GatewayDown:
        return _down()


@bp.get("/resident/callback")
def callback() -> ResponseReturnValue:
    try:
        return redirect(oidc.finish(), 303)
    except GatewayDown:
        refuse(oidc.REALM, "provider_down")
        return _down()
    except NotSignedIn as error:
        if error.reason == "unknown_state" and current_user.is_authenticated:
            # Reload or Back after a sign-in that worked.
            return redirect(oidc.AFTER_SIGN_IN, 303)
        refuse(oidc.REALM, error.reason)
        problem = _PROBLEMS.get(error.reason, _REFUSED)
        return render_template("accounts/not_signed_in.html", problem=problem), problem.status


@bp.get("/sign-out")
def ask_sign_out() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return see_other("auth.signed_out")
    return page("accounts/sign_out.html", shared_computer=this_browser().shared_computer)


@bp.post("/sign-out")
@keeps_answers
def sign_out() -> ResponseReturnValue:
    """A page that was open since before another sign-in asks once more; when nobody is signed in, there is nothing to do."""
    if not current_user.is_authenticated:
        return see_other("auth.signed_out")
    if g.get("csrf_failed"):
        return render_template("accounts/sign_out.html", shared_computer=this_browser().shared_computer), 400
    clear = "clear" in request.form or this_browser().shared_computer
    answer = redirect(oidc.leave(), 303)
    if clear:
        answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


@bp.get("/signed-out")
def signed_out() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return see_other("auth.ask_sign_out")
    return page("accounts/signed_out.html", both_sides=oidc.has_left(request.args.get("state", "")))


def _down() -> ResponseReturnValue:
    return render_template("accounts/sign_in.html", down=True), 503, {"Retry-After": "30"}
