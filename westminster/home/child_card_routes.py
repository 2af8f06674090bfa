"""The card of a child or another adult, for who looks after it: show, stop, restore and replace it, under their own name."""

from collections.abc import Callable
from contextlib import suppress

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..cards import service as cards
from ..core.errors import NotFound, Refused
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from ..household.relations import person_of
from ..residents.service import for_account
from .card import Own, can_replace, can_restore, card_page_of
from .forms import StopForm
from .seen import seen

bp = portal("child_card", __name__, "/card/of/<public_id>", role="resident")


def _own() -> Own:
    """The person and their card, for who looks after it today. Raises NotFound for everybody else."""
    holder = for_account(current_user.account_id)
    child = person_of(holder.id, (request.view_args or {})["public_id"])
    card = cards.for_resident(child.id)
    if card is None:
        raise NotFound
    g.actor = f"resident:{holder.id}"
    return Own(child, card)


@bp.get("")
def show(public_id: str) -> ResponseReturnValue:
    own = _own()
    return page(
        "household/card.html",
        ButtonForm(),
        child=own.resident,
        page=card_page_of(own.resident.id),
        looks=seen(own.resident.id),
        can_replace=can_replace(own.card),
        can_restore=can_restore(own.card),
    )


@bp.route("/stop", methods=["GET", "POST"])
@keeps_answers
def stop(public_id: str) -> ResponseReturnValue:
    own, form = _own(), StopForm()
    if form.validate_on_submit():
        return _act(lambda: cards.stop(own.card, form.reason.data, actor=g.actor), public_id)
    shown = page("household/stop.html", form, child=own.resident, card=own.card)
    return shown if own.works else see_other(".show", public_id=public_id)


@bp.post("/restore")
def restore(public_id: str) -> ResponseReturnValue:
    own = _own()
    return _act(lambda: cards.restore(own.card, actor=g.actor), public_id)


@bp.post("/replace")
def replace(public_id: str) -> ResponseReturnValue:
    """Only one that was stopped: pressed twice, one is made."""
    own = _own()
    if not can_replace(own.card):
        return see_other(".show", public_id=public_id)
    return _act(lambda: cards.replace(own.card, "lost", actor=g.actor), public_id)


def _act(verb: Callable[[], object], public_id: str) -> ResponseReturnValue:
    """Done already, by a second press or another tab: the card's page says so."""
    with suppress(Refused):
        verb()
    return see_other(".show", public_id=public_id)
