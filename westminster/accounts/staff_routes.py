"""Staff set themselves up, sign in and sign out."""

from flask import g, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import NotFound, Refused
from ..core.settings import current
from ..core.web import STAFF_WAY, ButtonForm, keeps_answers, kept_way, page, portal, see_other
from . import oidc, staff_browser, staff_set_up, staff_sign_in, work_accounts, work_arrival
from .forms import CodeForm, PasswordForm, RecoveryCodeForm, SignInForm
from .staff import REALM, names
from .staff_secrets import in_groups, totp_picture

bp = portal("staff_auth", __name__, "/staff")


@bp.before_request
def no_menu_for_strangers() -> None:
    """Its "Sign in" would be the residents'."""
    g.plain_page = not is_staff()


def is_staff() -> bool:
    return "staff" in current_user.roles


@bp.route("/sign-in", methods=["GET", "POST"])
@keeps_answers
def sign_in() -> ResponseReturnValue:
    wanted = kept_way(request.args.get("to"), STAFF_WAY)
    if is_staff():
        return redirect(staff_browser.place(wanted, current_user.roles), 303)
    form = SignInForm()
    if form.validate_on_submit():
        try:
            member = staff_sign_in.check_password(form.email.data, form.password.data, request.remote_addr or "")
            staff_browser.ask_for_code(member, wanted)
            return see_other(".code")
        except Refused as refused:
            form.refuse(refused)
    return sign_in_page(form)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@keeps_answers
def code() -> ResponseReturnValue:
    account_id, form = staff_browser.waits_for_code(), CodeForm()
    if account_id is None:
        return see_other(".sign_in")
    if form.validate_on_submit():
        try:
            return redirect(staff_browser.sign_in(account_id, form.code.data), 303)
        except Refused as refused:
            form.refuse(refused)
    return page("accounts/staff_code.html", form)


@bp.route("/sign-in/recovery-code", methods=["GET", "POST"])
@keeps_answers
def recovery_code() -> ResponseReturnValue:
    """In place of the app's code, for who has no phone at hand."""
    account_id, form = staff_browser.waits_for_code(), RecoveryCodeForm()
    if account_id is None:
        return see_other(".sign_in")
    if form.validate_on_submit():
        try:
            return redirect(staff_browser.recover(account_id, form.code.data), 303)
        except Refused as refused:
            form.refuse(refused)
    return page("accounts/staff_recovery_code.html", form)


@bp.get("/sign-out")
def ask_sign_out() -> ResponseReturnValue:
    if not is_staff():
        return see_other(".signed_out")
    me = int(current_user.account_id)
    by_provider = work_arrival.came_by_provider()
    return page("accounts/staff_sign_out.html", ButtonForm(), name=names([me])[me], by_provider=by_provider)


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    there = work_arrival.sign_out() if is_staff() else None
    return redirect(there, 303) if there else see_other(".signed_out")


@bp.get("/signed-out")
def signed_out() -> ResponseReturnValue:
    if is_staff():
        return see_other(".ask_sign_out")
    both_sides = oidc.has_left(request.args.get("state", "")) == REALM
    return page("accounts/staff_signed_out.html", both_sides=both_sides)


@bp.route("/set-up/<token>", methods=["GET", "POST"])
@keeps_answers
def set_up(token: str) -> ResponseReturnValue:
    """The link of an invitation: looking at it takes nothing, since mail scanners look too."""
    form = PasswordForm()
    try:
        member = staff_set_up.opened_by(token)
        if form.validate_on_submit():
            staff_browser.begin_set_up(token, staff_set_up.choose_password(token, form.password.data))
            return see_other(".set_up_app")
    except NotFound:
        return link_ended()
    except Refused as refused:
        form.refuse(refused)
    work = {"work": _has_provider(), "down": "down" in request.args}
    return page("accounts/staff_password.html", form, name=member.name, email=member.email, token=token, **work)


@bp.route("/set-up", methods=["GET", "POST"])
@keeps_answers
def set_up_app() -> ResponseReturnValue:
    kept, form = staff_browser.setting_up(), CodeForm()
    if kept is None:
        return link_ended()
    try:
        email = staff_set_up.opened_by(kept["token"]).email
        if form.validate_on_submit():
            return redirect(staff_browser.finish_set_up(kept, form.code.data), 303)
    except NotFound:
        return link_ended()
    except Refused as refused:
        form.refuse(refused)
    secret = kept["secret"]
    return page("accounts/staff_app.html", form, picture=totp_picture(secret, email), groups=in_groups(secret))


def sign_in_page(form: SignInForm | None = None, *, down: bool = False, to: str | None = None) -> ResponseReturnValue:
    """By work account where there is a provider; by password where there is none, or for those who still have one."""
    provider = _has_provider()
    local = not provider or request.method == "POST" or work_accounts.has_password()
    return page(
        "accounts/staff_sign_in.html",
        form or SignInForm(),
        status=503 if down else 200,
        to=to or request.args.get("to"),
        provider=provider,
        local=local,
        down=down,
    )


def link_ended() -> ResponseReturnValue:
    return page("accounts/staff_link_ended.html", status=404)


def _has_provider() -> bool:
    return current().oidc(REALM) is not None
