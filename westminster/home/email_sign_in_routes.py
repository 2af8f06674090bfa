"""Sign in by email: the address, then the code that was sent to it."""

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.arrival import way_on
from ..accounts.refusals import problem_of
from ..accounts.rules import NotSignedIn
from ..core.errors import Refused
from ..core.web import keeps_answers, page, portal, see_other
from . import email_sign_in
from .forms import AgainForm, CodeForm, EmailForm

bp = portal("email_sign_in", __name__, "/auth/email")


@bp.before_request
def _may_begin() -> ResponseReturnValue | None:
    """Nobody who is in needs it, as after Back or in a second tab; without a way to send codes there is none."""
    if "resident" in current_user.roles:
        return redirect(way_on(_to()), 303)
    return None if email_sign_in.offered() else see_other("auth.sign_in", to=_to())


@bp.route("", methods=["GET", "POST"])
@keeps_answers
def start() -> ResponseReturnValue:
    visit, form = _visit(), EmailForm()
    if form.validate_on_submit():
        try:
            shared = form.shared_computer.data
            session["email_sign_in"] = email_sign_in.ask(form.email.data, _address(), shared_computer=shared)
            return see_other(".code", to=_to())
        except Refused as refused:
            form.refuse(refused)
    elif visit and not form.is_submitted():
        form.email.data, form.shared_computer.data = visit["email"], visit["shared_computer"]
    return page("home/email_address.html", form, to=_to())


@bp.route("/code", methods=["GET", "POST"])
@keeps_answers
def code() -> ResponseReturnValue:
    visit, form, on = _visit(), CodeForm(), way_on(_to())
    if visit is None:
        return see_other(".start", to=_to())
    if form.validate_on_submit():
        try:
            email_sign_in.finish(visit, form.code.data, _address())
            return redirect(on, 303)
        except Refused as refused:
            form.refuse(refused)
        except NotSignedIn as error:
            problem = problem_of(error.reason)
            again = url_for("auth.sign_in", to=_to())
            return page("accounts/not_signed_in.html", status=problem.status, problem=problem, back=None, again=again)
    return page("home/email_code.html", form, email=visit["email"], to=_to())


@bp.route("/again", methods=["GET", "POST"])
@keeps_answers
def again() -> ResponseReturnValue:
    visit, form = _visit(), AgainForm()
    if visit is None:
        return see_other(".start", to=_to())
    if form.validate_on_submit():
        try:
            if form.instead_of.data == visit["key"]:
                shared = visit["shared_computer"]
                session["email_sign_in"] = email_sign_in.ask(visit["email"], _address(), shared_computer=shared)
            return see_other(".code", to=_to())
        except Refused as refused:
            form.refuse(refused)
    form.instead_of.data = visit["key"]
    return page("home/email_again.html", form, email=visit["email"], to=_to())


def _visit() -> email_sign_in.Visit | None:
    """That of this browser, once a code was asked for."""
    return session.get("email_sign_in")


def _to() -> str | None:
    return request.args.get("to")


def _address() -> str:
    return request.remote_addr or ""
