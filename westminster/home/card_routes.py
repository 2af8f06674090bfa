"""The resident's card: show it, fill the screen with it, see who looked, stop, restore, replace it."""

from collections.abc import Callable
from contextlib import suppress

from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..cards import service as cards
from ..core.errors import Refused
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from ..residents.service import for_account
from ..verification.service import looks_at
from .card import Own, can_replace, can_restore, card_page, own_card, ways_to_carry
from .forms import StopForm

bp = portal("card", __name__, "/card", role="resident")


def _own() -> Own:
    """Who asks, and their card. Raises NotFound before the first one."""
    return own_card(current_user.account_id)


@bp.get("")
def show() -> ResponseReturnValue:
    """The card, or for somebody without one the way to it."""
    found = card_page(current_user.account_id)
    if found is None:
        return see_other("status.show")
    return page(
        "home/card.html",
        page=found,
        ways=ways_to_carry() if found.status == "active" else (),
        can_replace=can_replace(found.card),
        can_restore=can_restore(found.card),
    )


def _act(verb: Callable[[], object]) -> ResponseReturnValue:
    """Do it, then show the card. Sent twice, or from a second tab, it is done already: the card page says so."""
    with suppress(Refused):
        verb()
    return see_other(".show")


@bp.get("/full")
def full() -> ResponseReturnValue:
    """The code as large as the screen. Only a card that works has one."""
    found = card_page(current_user.account_id)
    return page("home/full.html", page=found) if found and found.code else see_other(".show")


@bp.get("/uses")
def uses() -> ResponseReturnValue:
    return page("home/uses.html", looks=looks_at(for_account(current_user.account_id).id))


@bp.route("/stop", methods=["GET", "POST"])
@keeps_answers
def stop() -> ResponseReturnValue:
    own, form = _own(), StopForm()
    if form.validate_on_submit():
        return _act(lambda: cards.stop(own.card, form.reason.data, actor=own.actor))
    return page("home/stop.html", form, card=own.card) if own.works else see_other(".show")


@bp.route("/restore", methods=["GET", "POST"])
def restore() -> ResponseReturnValue:
    own, form = _own(), ButtonForm()
    if form.validate_on_submit():
        return _act(lambda: cards.restore(own.card, actor=own.actor))
    return page("home/restore.html", form, card=own.card) if can_restore(own.card) else see_other(".show")


@bp.route("/replace", methods=["GET", "POST"])
def replace() -> ResponseReturnValue:
    own, form = _own(), ButtonForm()
    if can_replace(own.card) and form.validate_on_submit():
        return _act(lambda: cards.replace(own.card, "lost", actor=own.actor))
    return page("home/replace.html", form, card=own.card) if can_replace(own.card) else see_other(".show")
