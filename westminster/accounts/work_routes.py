"""Staff go to the provider of their work account and come back."""

from flask import make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import GatewayDown, NotFound
from ..core.web import STAFF_WAY, kept_way, name_of_way, page, portal, see_other
from . import oidc, staff_browser, staff_set_up, work_arrival
from .refusals import work_problem_of
from .rules import NotSignedIn
from .service import refuse
from .staff import REALM
from .staff_routes import is_staff, link_ended, no_menu_for_strangers, sign_in_page

bp = portal("work", __name__, "/auth/staff")
bp.before_request(no_menu_for_strangers)


@bp.get("/start")
def start() -> ResponseReturnValue:
    """To sign in; or, signed in with a work account, to show once more that it is them."""
    again = "again" in request.args and work_arrival.came_by_provider()
    try:
        return oidc.start(REALM, return_to=kept_way(request.args.get("to"), STAFF_WAY), step_up=again)
    except GatewayDown:
        return see_other("own_account.again", down="yes") if again else _down()


@bp.post("/start")
def start_with_link() -> ResponseReturnValue:
    """Only by a form of ours: an address could bind the work account of whoever follows it."""
    token = request.form.get("link", "")
    try:
        staff_set_up.opened_by(token)
        return oidc.start(REALM, link=token)
    except NotFound:
        return link_ended()
    except GatewayDown:
        return see_other("staff_auth.set_up", token=token, down="yes")


@bp.get("/callback")
def callback() -> ResponseReturnValue:
    try:
        return redirect(work_arrival.finish(), 303)
    except NotSignedIn as error:
        return _not_signed_in(error)


def _not_signed_in(error: NotSignedIn) -> ResponseReturnValue:
    if error.reason == "unknown_state" and is_staff():  # reload or Back after a sign-in that worked, or another tab
        return redirect(
            work_arrival.where_else(request.args.get("state", "")) or staff_browser.first_page(current_user.roles), 303
        )
    refuse(REALM, error.reason)
    if error.reason == "link_ended":
        return link_ended()
    if error.reason == "login_required" and is_staff() and work_arrival.came_by_provider():
        staff_browser.sign_out()
    again, link = bool(error.attempt.get("step_up")) and is_staff(), error.attempt.get("link")
    wanted = error.attempt.get("return_to")
    to = name_of_way(wanted) if wanted else None
    if error.reason == "provider_down":
        return _down_half_way(again, link, to)
    problem = work_problem_of(error.reason, proving=again)
    return page(
        "accounts/staff_not_signed_in.html",
        status=problem.status,
        problem=problem,
        again=again,
        link=link,
        to=to,
    )


def _down_half_way(again: bool, link: str | None, to: str | None) -> ResponseReturnValue:
    """Back to where they came from, to try again there."""
    if link:
        return see_other("staff_auth.set_up", token=link, down="yes")
    return see_other("own_account.again", down="yes") if again else _down(to)


def _down(to: str | None = None) -> ResponseReturnValue:
    answer = make_response(sign_in_page(down=True, to=to))
    answer.headers["Retry-After"] = "30"
    return answer
