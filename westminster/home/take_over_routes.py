"""Enter the code from the summary: the record that staff filled in is then that of whoever is signed in."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.browser import this_browser
from ..core.errors import Refused
from ..core.web import keeps_answers, page, portal, see_other
from . import take_over
from .forms import TakeOverForm

bp = portal("take_over", __name__, "/account/take-over", role="resident")


@bp.route("", methods=["GET", "POST"])
@keeps_answers
def enter() -> ResponseReturnValue:
    form = TakeOverForm()
    if form.validate_on_submit():
        try:
            take_over.take_over(current_user.account_id, form.code.data, request.remote_addr or "")
            this_browser().renew()
            return see_other(".done")
        except Refused as refused:
            form.refuse(refused)
    return page("home/take_over.html", form)


@bp.get("/done")
def done() -> ResponseReturnValue:
    return page("home/take_over_done.html")
