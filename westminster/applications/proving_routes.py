"""To the provider's page and back: prove where you live instead of sending a paper."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts import oidc
from ..accounts.refusals import problem_of
from ..core.errors import GatewayDown
from ..core.web import page, portal, see_other
from ..residents.service import for_account
from . import proving, service
from .rules import can_open, task_of

bp = portal("proving", __name__, "/apply/show/online", role="resident")


@bp.get("")
def go() -> ResponseReturnValue:
    application = service.draft_of(for_account(current_user.account_id).id)
    if application is None or not can_open(task_of("show"), application.answers) or not proving.offered(application):
        return see_other("apply.show")
    if proving.needs_way(application):
        return see_other("apply.show")
    try:
        return oidc.start(step_up=True, return_to=url_for(".back", **_carried()))
    except GatewayDown:
        problem, back = problem_of("provider_down", "step_up"), url_for("apply.show", **_carried())
        return page("accounts/not_signed_in.html", status=problem.status, problem=problem, back=back)


@bp.get("/back")
def back() -> ResponseReturnValue:
    """What the provider told is taken before the page is shown; the worker would do the same a moment later."""
    application = service.draft_of(for_account(current_user.account_id).id)
    if application is not None and can_open(task_of("show"), application.answers):
        proving.take(application)
    return see_other("apply.show", **_carried())


def _carried() -> dict[str, Any]:
    """Somebody who came from the check page goes back to it."""
    return {"from": "check"} if request.args.get("from") == "check" else {}
