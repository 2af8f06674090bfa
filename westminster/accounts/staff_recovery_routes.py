"""A member of staff looks after the ways in without the phone: recovery codes and a new app."""

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import Refused
from ..core.web import keeps_answers, page, portal, see_other
from . import staff_browser, staff_recovery, staff_recovery_browser, staff_sign_in
from .forms import CodeForm, CodesKeptForm, OwnPasswordForm
from .staff import email_of
from .staff_secrets import in_groups, totp_picture

bp = portal("staff_recovery", __name__, "/staff/account", role="staff")


@bp.route("/recovery-codes", methods=["GET", "POST"])
@keeps_answers
def index() -> ResponseReturnValue:
    """How many are left; ten new ones for the password."""
    form, me = OwnPasswordForm(), _me()
    if form.validate_on_submit():
        try:
            staff_sign_in.check_own_password(me, form.password.data, request.remote_addr or "")
            return redirect(staff_recovery_browser.show_codes(me, staff_browser.first_page(current_user.roles)), 303)
        except Refused as refused:
            form.refuse(refused)
    return page(
        "accounts/staff_recovery.html",
        form,
        left=staff_recovery.left(me),
        unread=bool(staff_recovery_browser.shown_codes()),
        recovered=staff_recovery_browser.just_recovered(),
        app_changed=staff_recovery_browser.app_was_changed(),
    )


@bp.route("/recovery-codes/new", methods=["GET", "POST"])
@keeps_answers
def codes() -> ResponseReturnValue:
    """New codes, until somebody says to have kept them."""
    form, made = CodesKeptForm(), staff_recovery_browser.shown_codes()
    if not made:
        return see_other(".index")
    if form.validate_on_submit():
        return redirect(staff_recovery_browser.codes_are_kept(), 303)
    return page("accounts/staff_recovery_codes.html", form, codes=made)


@bp.route("/new-app", methods=["GET", "POST"])
@keeps_answers
def new_app() -> ResponseReturnValue:
    """Another app, for who has just signed in with a recovery code."""
    if staff_recovery_browser.just_recovered() is None:
        return see_other(".index")
    form, me = CodeForm(), _me()
    if form.validate_on_submit():
        try:
            staff_recovery_browser.change_app(me, form.code.data)
            return see_other(".index")
        except Refused as refused:
            form.refuse(refused)
    secret = staff_recovery_browser.new_secret()
    picture = totp_picture(secret, email_of(me))
    return page("accounts/staff_new_app.html", form, picture=picture, groups=in_groups(secret))


def _me() -> int:
    return int(current_user.account_id)
