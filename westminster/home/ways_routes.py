"""The ways somebody signs in to their account: see them, prove and add another, take one away."""

from flask import render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts import joining, oidc
from ..accounts.again import asks_again
from ..accounts.browser import this_browser
from ..accounts.refusals import problem_of
from ..accounts.rules import NotSignedIn
from ..core.errors import GatewayDown, Refused
from ..core.settings import current
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from . import email_sign_in, ways
from .forms import AddEmailForm, CodeForm

bp = portal("ways", __name__, "/account/ways", role="resident")


@bp.get("")
def index() -> ResponseReturnValue:
    return page(
        "home/ways.html",
        ways=joining.ways_of(_me(), this_browser().way_id),
        provider=current().resident_oidc is not None,
        email=email_sign_in.offered(),
    )


@bp.get("/provider")
def provider() -> ResponseReturnValue:
    try:
        return oidc.start(joins=True, return_to=url_for(".check"))
    except GatewayDown:
        return render_template("home/ways_down.html"), 503, {"Retry-After": "30"}


@bp.route("/email", methods=["GET", "POST"])
@keeps_answers
def email() -> ResponseReturnValue:
    form = AddEmailForm()
    if not email_sign_in.offered():
        return see_other(".index")
    if form.validate_on_submit():
        try:
            session["email_way"] = email_sign_in.ask(form.email.data, _address(), says=ways.CODE_SAYS)
            return see_other(".code")
        except Refused as refused:
            form.refuse(refused)
    return page("home/ways_email.html", form)


@bp.route("/email/code", methods=["GET", "POST"])
@keeps_answers
def code() -> ResponseReturnValue:
    visit, form = session.get("email_way"), CodeForm()
    if visit is None:
        return see_other(".email")
    if form.validate_on_submit():
        try:
            session["joining"] = ways.prove_email(visit, form.code.data, _address())
            del session["email_way"]
            return see_other(".check")
        except Refused as refused:
            form.refuse(refused)
        except NotSignedIn as error:
            problem = problem_of(error.reason, "joins")
            return page(
                "accounts/not_signed_in.html",
                status=problem.status,
                problem=problem,
                back=url_for(".index"),
                again=None,
            )
    return page("home/ways_code.html", form, email=visit["email"])


@bp.route("/check", methods=["GET", "POST"])
@keeps_answers
@asks_again
def check() -> ResponseReturnValue:
    """A way was proved in this browser; only here it is added."""
    way_id, form = session.get("joining"), ButtonForm()
    if way_id is None or ways.is_added(_me(), way_id):
        return see_other(".index", done="known" if way_id else None)
    if form.validate_on_submit():
        try:
            ways.add(_me(), way_id, actor=_actor())
            this_browser().renew()
            return see_other(".index", done="added")
        except Refused as refused:
            form.refuse(refused)
    return page("home/ways_check.html", form, way=joining.way_of(way_id), why_not=ways.why_not(_me(), way_id))


@bp.route("/<way>/take-away", methods=["GET", "POST"])
@keeps_answers
@asks_again
def take_away(way: str) -> ResponseReturnValue:
    own_way, form = this_browser().way_id, ButtonForm()
    assert own_way is not None  # noqa: S101  # the door lets in who is signed in
    found = joining.find(_me(), way, own_way)
    if form.validate_on_submit():
        try:
            ways.take_away(_me(), found, own_way, actor=_actor())
            this_browser().renew()
            return see_other(".index", done="taken")
        except Refused as refused:
            form.refuse(refused)
    return page("home/ways_take_away.html", form, way=found)


def _me() -> int:
    return int(current_user.account_id)


def _actor() -> str:
    return str(current_user.get_id())


def _address() -> str:
    return request.remote_addr or ""
