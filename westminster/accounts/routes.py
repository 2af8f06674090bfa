"""Sign in, come back from the provider, sign out; what providers ask of us without a browser."""

from hmac import compare_digest
from typing import Any

from flask import Response, g, json, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import GatewayDown
from ..core.settings import current
from ..core.web import from_another_system, keeps_answers, kept_way, name_of_way, page, portal, see_other
from . import arrival, back_channel, oidc
from .browser import this_browser
from .client_auth import public_keys
from .refusals import problem_of
from .rules import NotSignedIn, own_path
from .service import refuse
from .sessions import cleared
from .staff import REALM as STAFF

bp = portal("auth", __name__, "/auth")
_KEYS_AGE = 3600


@bp.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    if "resident" in current_user.roles:
        return redirect(arrival.AFTER_SIGN_IN, 303)
    return page("accounts/sign_in.html", down=False, **_ways_in(request.args.get("to")))


@bp.get("/resident/start")
def start() -> ResponseReturnValue:
    to, shared = request.args.get("to"), request.args.get("shared") == "yes"
    try:
        return oidc.start(shared_computer=shared, return_to=kept_way(to))
    except GatewayDown:
        return _down(to, shared)


@bp.get("/resident/callback")
def callback() -> ResponseReturnValue:
    try:
        return redirect(arrival.finish(), 303)
    except NotSignedIn as error:
        return _not_signed_in(error)


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
    return cleared(answer) if clear else answer


@bp.post("/stay")
@keeps_answers
def stay() -> ResponseReturnValue:
    """Somebody was warned that their session ends and stays; asked by script, with a token of this alone."""
    here = this_browser()
    if here.ends is None or not compare_digest(request.headers.get("X-Stay", "").encode(), here.ends.token.encode()):
        return {"error": "not signed in"}, 403
    return {"ends_in": here.ends.seconds, "latest_in": here.ends.latest_seconds}


@bp.get("/stay")
def still_here() -> ResponseReturnValue:
    """The same without script, in a tab of its own: what is typed in the other stays. To be asked for is to stay."""
    g.plain_page = this_browser().ends is None
    return page("accounts/still_here.html")


@bp.get("/signed-out")
def signed_out() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return see_other("auth.ask_sign_out")
    state = request.args.get("state", "")
    left = oidc.has_left(state)
    if left == STAFF:
        return see_other("staff_auth.signed_out", state=state)
    here = this_browser()
    answer = make_response(page("accounts/signed_out.html", both_sides=bool(left)))
    if not here.get("was_shared"):
        return answer
    here.end()  # it ended of itself, so nobody has pressed "Sign out and clear"
    return cleared(answer)


@bp.post("/resident/backchannel-logout", defaults={"realm": oidc.RESIDENT})
@bp.post("/staff/backchannel-logout", defaults={"realm": STAFF})
@from_another_system
def back_channel_logout(realm: str) -> ResponseReturnValue:
    """The provider says who has signed out there. Source: OpenID Connect Back-Channel Logout 1.0, 2.5 and 2.8."""
    sent = request.form.getlist("logout_token")
    try:
        back_channel.end_sessions(realm, sent[0] if len(sent) == 1 else "")
    except NotSignedIn as error:
        refuse(realm, error.reason)
        return {"error": "invalid_request"}, 400
    except GatewayDown:
        return {"error": "temporarily_unavailable"}, 503, {"Retry-After": "30"}
    return Response(status=200)


@bp.get("/jwks.json")
def jwks() -> Response:
    """The public keys of ours that providers check our requests with (RFC 7517)."""
    body = json.dumps({"keys": public_keys(current().realms())})
    answer = Response(body, content_type="application/jwk-set+json")
    answer.cache_control.public = True
    answer.cache_control.max_age = _KEYS_AGE
    return answer


def _not_signed_in(error: NotSignedIn) -> ResponseReturnValue:
    signed_in = current_user.is_authenticated
    if error.reason == "unknown_state" and signed_in:  # reload or Back after a sign-in that worked, or another tab
        return redirect(arrival.where_else(request.args.get("state", "")), 303)
    refuse(oidc.RESIDENT, error.reason)
    if error.reason == "login_required":
        oidc.leave_here()
    wanted = own_path(error.attempt.get("return_to"), current().base_url)
    what = next((name for name in ("step_up", "joins") if error.attempt.get(name)), None)
    staying = what is not None and signed_in and error.reason != "login_required"
    to, shared = name_of_way(wanted) if wanted else None, bool(error.attempt.get("shared_computer"))
    if error.reason == "provider_down" and not staying:
        return _down(to, shared)
    problem = problem_of(error.reason, what if staying else None)
    return page(
        "accounts/not_signed_in.html",
        status=problem.status,
        problem=problem,
        back=(wanted or arrival.AFTER_SIGN_IN) if staying else None,
        again=_again(to, shared),
    )


def _down(to: str | None, shared: bool) -> ResponseReturnValue:
    return render_template("accounts/sign_in.html", down=True, **_ways_in(to, shared)), 503, {"Retry-After": "30"}


def _again(to: str | None, shared: bool) -> str:
    """A computer that others use stays one at the second try."""
    return url_for(".start", to=to, shared="yes" if shared else None)


def _ways_in(to: str | None, shared: bool = False) -> dict[str, Any]:
    """`to` is the name of the way that is gone on with."""
    known = current()
    return {
        "provider": known.resident_oidc is not None,
        "email": known.sends_messages,
        "to": to,
        "again": _again(to, shared),
    }
