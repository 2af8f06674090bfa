"""Keys for what staff do most: off until somebody turns them on (WCAG 2.2, 2.1.4)."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.staff import use_keys, uses_keys
from ..core.web import page, portal, see_other

bp = portal("keys", __name__, "/staff/keys", act="cases.read")


@bp.get("")
def show() -> ResponseReturnValue:
    return page("casework/keys.html", keys=uses_keys(current_user.account_id))


@bp.post("")
def change() -> ResponseReturnValue:
    use_keys(current_user.account_id, wanted=request.form.get("keys") == "on")
    return see_other(".show")
