"""For somebody who lost the phone they would sign in with: contact, code, then stop, restore or replace."""

from flask import session
from flask.typing import ResponseReturnValue

from ..core.errors import Refused
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from . import stopping
from .card import can_replace, can_restore
from .forms import CodeForm, ContactForm

bp = portal("stopping", __name__, "/stop")


def _visit() -> stopping.Visit | None:
    """The visit of this browser, once a code was asked for."""
    return session.get("stopping")


@bp.route("", methods=["GET", "POST"])
@keeps_answers
def start() -> ResponseReturnValue:
    form = ContactForm()
    if form.validate_on_submit():
        try:
            session["stopping"] = stopping.ask(form.contact.data)
            return see_other(".code")
        except Refused as refused:
            form.refuse(refused)
    return page("home/stop_contact.html", form)


@bp.route("/code", methods=["GET", "POST"])
@keeps_answers
def code() -> ResponseReturnValue:
    visit, form = _visit(), CodeForm()
    if visit is None:
        return see_other(".start")
    if form.validate_on_submit():
        try:
            session["stopping"] = stopping.open_with(visit, form.code.data)
            return see_other(".show")
        except Refused as refused:
            form.refuse(refused)
    return page("home/stop_code.html", form)


@bp.get("/card")
def show() -> ResponseReturnValue:
    visit = _visit()
    if visit is None or not stopping.is_open(visit):
        return see_other(".start")
    found = [(card, can_replace(card), can_restore(card)) for card in stopping.cards_of(visit)]
    return page("home/stop_cards.html", cards=found, form=ButtonForm())


@bp.post("/card/<public_id>/<act>")
def act(public_id: str, act: str) -> ResponseReturnValue:
    """`act` is stop, restore or replace; sent twice it has been done, and the page says so."""
    visit = _visit()
    if visit is None or not stopping.is_open(visit):
        return see_other(".start")
    stopping.do(act, stopping.card_of(visit, public_id))
    return see_other(".show")
