"""Before something dangerous a resident shows again that it is them: see accounts.again."""

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts import again as proving
from ..core.db import atomic
from ..core.errors import Refused
from ..core.web import keeps_answers, page, portal, see_other
from . import again
from .forms import AgainForm, CodeForm

bp = portal("again", __name__, "/account/again", role="resident")


@bp.route("", methods=["GET", "POST"])
@keeps_answers
def start() -> ResponseReturnValue:
    """Ask for a code; without a way to send one they sign in anew, which shows as much."""
    form, reach, key = AgainForm(), again.reach(_me()), session.get("again_key", "")
    if reach and form.validate_on_submit():
        try:
            if form.instead_of.data == key:  # sent twice, it is one code
                session["again_key"] = again.ask(_me())
            return see_other(".code")
        except Refused as refused:
            form.refuse(refused)
    form.instead_of.data = key
    return page("home/again.html", form, channel=reach and reach.channel)


@bp.route("/code", methods=["GET", "POST"])
@keeps_answers
def code() -> ResponseReturnValue:
    key, form = session.get("again_key"), CodeForm()
    if key is None:
        return see_other(".start")
    if form.validate_on_submit():
        try:
            again.check(key, form.code.data)
            with atomic():
                proving.proved()
                return redirect(proving.wanted(url_for("account.show")), 303)
        except Refused as refused:
            form.refuse(refused)
    return page("home/again_code.html", form)


def _me() -> int:
    return int(current_user.account_id)
