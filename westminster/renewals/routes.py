"""Renew a card: one tap where somebody can be asked again, else a short application."""

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..applications import service as applications
from ..applications.rules import can_open, task_of
from ..core.clock import today
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from ..residents.service import for_account
from . import service
from .forms import ChangedForm

bp = portal("renewal", __name__, "/card/renew", role="resident")


@bp.before_request
def _find_card() -> ResponseReturnValue | None:
    """Whose card need not be renewed now sees their card, and who has sent something where that stands."""
    g.resident = for_account(current_user.account_id)
    g.card = service.card_to_renew(g.resident.id)
    if g.card is None and applications.state_of(g.resident.id) == "sent":
        return see_other("status.show")
    return see_other("card.show") if g.card is None else None


@bp.route("", methods=["GET", "POST"])
@keeps_answers
def show() -> ResponseReturnValue:
    """Who is asked, until when the card is good then, and one button."""
    way, form = service.way(g.resident, g.card), ButtonForm()
    if way is None:
        return see_other(".changed")
    if form.validate_on_submit():
        if service.renew(g.resident, actor=f"resident:{g.resident.id}"):
            return see_other("card.show")
        return see_other(".changed", asked="yes")
    return page("renewals/show.html", form, card=g.card, way=way, over=g.card.valid_until < today())


@bp.route("/changed", methods=["GET", "POST"])
@keeps_answers
def changed() -> ResponseReturnValue:
    """For those for whom nobody can be asked: what we know is filled in, so only what differs is answered."""
    form = ChangedForm()
    if form.validate_on_submit():
        fact = service.last_fact(g.resident.id)
        draft = applications.begin(g.resident, {"basis": fact} if fact else None)
        straight_on = form.changed.data == "no" and can_open(task_of("show"), draft.answers)
        return see_other("apply.show") if straight_on else see_other("apply.start")
    return page("renewals/changed.html", form, asked="asked" in request.args)
