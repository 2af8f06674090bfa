"""The filters that somebody keeps: keep what the queue shows, and delete."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import Refused
from ..core.web import keeps_answers, page, portal, see_other, tell
from ..core.words import N_
from . import filters
from .forms import KeepFilterForm
from .queue_page import asked_for
from .rules import WHY
from .tabs import TABS

bp = portal("filters", __name__, "/staff/filters", act="cases.read")


@bp.get("")
def index() -> ResponseReturnValue:
    return page("casework/filters.html", kept=filters.filters_of(current_user.account_id), tabs=TABS, reasons=WHY)


@bp.route("/new", methods=["GET", "POST"])
@keeps_answers
def new() -> ResponseReturnValue:
    """Of what the address asks for, as the queue's does."""
    wanted = asked_for(request.args)
    if wanted is None or wanted.state not in TABS:
        return see_other("cases.queue")
    form = KeepFilterForm()
    if form.validate_on_submit():
        try:
            filters.keep(form.name.data, wanted)
            tell(N_("You keep this filter now. It is above the list."))
            return see_other("cases.queue", **request.args)
        except Refused as refused:
            form.refuse(refused)
    return page("casework/filter_new.html", form, wanted=wanted, asked=request.args, tabs=TABS, reasons=WHY)


@bp.post("/<public_id>/delete")
def delete(public_id: str) -> ResponseReturnValue:
    filters.delete(public_id, current_user.account_id)
    tell(N_("The filter is deleted."))
    return see_other(".index")
