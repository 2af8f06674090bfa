"""The resident's card: show it, fill the screen with it, see who looked, stop, restore, replace it."""

from collections.abc import Callable
from contextlib import suppress

from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..cards import service as cards
from ..cards.models import Card
from ..core.clock import today
from ..core.errors import NotFound, Refused
from ..core.web import keeps_answers, page, portal, see_other
from ..residents.models import Resident
from ..residents.service import for_account
from ..verification.service import looks_at
from .card import can_replace, can_restore, card_page, code_svg, ways_to_carry
from .forms import ActForm, StopForm

bp = portal("card", __name__, "/card", role="resident")


def _resident() -> Resident:
    return for_account(current_user.account_id)


def _card(resident: Resident) -> Card:
    """The card a verb is about. Raises NotFound before the first one."""
    card = cards.for_resident(resident.id)
    if card is None:
        raise NotFound
    return card


@bp.get("")
def show() -> ResponseReturnValue:
    """The card, or for somebody without one the way to it."""
    resident = _resident()
    found = card_page(resident)
    if found is None:
        return see_other("apply.start")
    return page(
        "home/card.html",
        page=found,
        ways=ways_to_carry() if found.status == "active" else [],
        can_replace=can_replace(found.card),
        can_restore=can_restore(found.card),
    )


def _act(verb: Callable[[], Card]) -> ResponseReturnValue:
    """Do it, then show the card. Sent twice, or from a second tab, it is done already: the card page says so."""
    with suppress(Refused):
        verb()
    return see_other(".show")


@bp.get("/full")
def full() -> ResponseReturnValue:
    """The code as large as the screen. Only a card that works has one."""
    resident = _resident()
    card = _card(resident)
    if card.status_on(today()) != "active":
        return see_other(".show")
    return page("home/full.html", card=card, resident=resident, code=code_svg(card))


@bp.get("/uses")
def uses() -> ResponseReturnValue:
    return page("home/uses.html", looks=looks_at(_resident().id))


@bp.route("/stop", methods=["GET", "POST"])
@keeps_answers
def stop() -> ResponseReturnValue:
    resident, form = _resident(), StopForm()
    card = _card(resident)
    if form.validate_on_submit():
        return _act(lambda: cards.stop(card, form.reason.data, actor=f"resident:{resident.id}"))
    if card.status_on(today()) != "active":
        return see_other(".show")
    return page("home/stop.html", form, card=card)


@bp.route("/restore", methods=["GET", "POST"])
def restore() -> ResponseReturnValue:
    resident, form = _resident(), ActForm()
    card = _card(resident)
    if form.validate_on_submit():
        return _act(lambda: cards.restore(card, actor=f"resident:{resident.id}"))
    return page("home/restore.html", form, card=card) if can_restore(card) else see_other(".show")


@bp.route("/replace", methods=["GET", "POST"])
def replace() -> ResponseReturnValue:
    resident, form = _resident(), ActForm()
    card = _card(resident)
    if form.validate_on_submit():
        return _act(lambda: cards.replace(card, "lost", actor=f"resident:{resident.id}"))
    return page("home/replace.html", form, card=card) if can_replace(card) else see_other(".show")
