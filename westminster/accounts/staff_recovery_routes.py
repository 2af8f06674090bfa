"""A member of staff looks after their ways in: recovery codes, a new app, another password."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import NotFound, Refused
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other, tell
from ..core.words import N_
from . import staff_password, staff_recovery, staff_recovery_browser
from .again import asks_again, asks_again_to_see
from .browser import this_browser
from .forms import ChangePasswordForm, CodeForm, CodesKeptForm
from .staff import email_of
from .staff_secrets import in_groups, totp_picture

bp = portal("staff_recovery", __name__, "/staff/account", role="staff")


@bp.route("/recovery-codes", methods=["GET", "POST"])
@asks_again
def index() -> ResponseReturnValue:
    """How many are left; ten new ones."""
    form, me = ButtonForm(), _me()
    left = staff_recovery.left(me)
    if left is None:
        raise NotFound
    if form.validate_on_submit():
        return redirect(staff_recovery_browser.new_codes(me, url_for("own_account.index")), 303)
    staff_recovery_browser.offer_codes()
    return page(
        "accounts/staff_recovery.html",
        form,
        left=left,
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


@bp.route("/password", methods=["GET", "POST"])
@asks_again_to_see
def password() -> ResponseReturnValue:
    """Another password, under a new session. Nothing typed here is kept for later."""
    form, me = ChangePasswordForm(), _me()
    if not staff_password.has_one(me):
        raise NotFound
    if form.validate_on_submit():
        try:
            staff_password.change(me, form.current.data, form.password.data, request.remote_addr or "")
            this_browser().begin(me)
            tell(N_("Your new password counts from now on. You were signed out on every other computer."))
            return see_other("own_account.index")
        except Refused as refused:
            form.refuse(refused)
    return page("accounts/staff_change_password.html", form)


def _me() -> int:
    return int(current_user.account_id)
