"""Whose cards somebody looks after, children and adults; and who looks after theirs."""

from datetime import date
from typing import cast

from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import NotFound, Refused
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from ..life import moving
from ..residents.service import find_public, for_account
from . import adults, service, together
from .forms import AdultForm, ChildForm
from .relations import end as end_relation
from .relations import holders_of, looked_after, person_of
from .rules import KINDS_SAID, PAPERS

bp = portal("children", __name__, "/account/looked-after", role="resident")
helpers = portal("helpers", __name__, "/account/helpers", role="resident")
ANSWERS = {"yes": adults.agree, "no": adults.decline}


@bp.get("")
def index() -> ResponseReturnValue:
    holder = for_account(current_user.account_id)
    return page(
        "household/children.html",
        ButtonForm(),
        looked_after=looked_after(holder.id),
        asks=service.asks_of(holder.id),
        papers=PAPERS,
        adult_asks=adults.asks_by(holder.id),
        kinds=KINDS_SAID,
        known=bool(holder.full_name),
        elsewhere=together.elsewhere(holder),
        out=moving.place_of(holder.postcode) == "out",
    )


@bp.route("/add", methods=["GET", "POST"])
@keeps_answers
def add() -> ResponseReturnValue:
    holder, form = for_account(current_user.account_id), ChildForm()
    if not holder.full_name:
        return see_other(".index")
    if form.validate_on_submit():
        try:
            service.ask(
                holder,
                form.kind.data,
                form.first_name.data or "",
                form.last_name.data,
                cast("date", form.born_on.data),
                actor=f"resident:{holder.id}",
            )
            return see_other(".index")
        except Refused as refused:
            form.refuse(refused)
    return page("household/add.html", form)


@bp.post("/take-back/<public_id>")
def take_back(public_id: str) -> ResponseReturnValue:
    holder = for_account(current_user.account_id)
    service.find_ask(holder.id, public_id)
    service.take_back(holder.id, public_id, actor=f"resident:{holder.id}")
    return see_other(".index")


@bp.post("/<public_id>/lives-with-me")
def lives_with_me(public_id: str) -> ResponseReturnValue:
    """After a move of the parent: the child moved too. Pressed twice, it stays so."""
    holder = for_account(current_user.account_id)
    together.live_with(holder, person_of(holder.id, public_id), actor=f"resident:{holder.id}")
    return see_other(".index")


@bp.route("/<public_id>/end", methods=["GET", "POST"])
def end(public_id: str) -> ResponseReturnValue:
    """They do not look after the card any more."""
    holder, form = for_account(current_user.account_id), ButtonForm()
    child = person_of(holder.id, public_id)
    if form.validate_on_submit():
        end_relation(holder.id, child, "holder", actor=f"resident:{holder.id}")
        return see_other(".index")
    return page("household/end.html", form, child=child)


@bp.route("/adult", methods=["GET", "POST"])
@keeps_answers
def adult() -> ResponseReturnValue:
    """Ask to look after the card of an adult, whose number one has."""
    holder, form = for_account(current_user.account_id), AdultForm()
    if not holder.full_name:
        return see_other(".index")
    if form.validate_on_submit():
        until_on = cast("date", form.until_on.data)
        try:
            adults.ask(holder, form.number.data, form.kind.data, until_on, actor=f"resident:{holder.id}")
            return see_other(".index")
        except Refused as refused:
            form.refuse(refused)
    return page("household/add_adult.html", form)


@bp.post("/adult/take-back/<public_id>")
def take_back_adult(public_id: str) -> ResponseReturnValue:
    holder = for_account(current_user.account_id)
    adults.decline(adults.find_own(holder.id, public_id), actor=f"resident:{holder.id}")
    return see_other(".index")


@helpers.get("")
def show() -> ResponseReturnValue:
    """Who looks after one's own card, who asks to, and what they did."""
    person = for_account(current_user.account_id)
    return page(
        "household/helpers.html",
        ButtonForm(),
        holders=holders_of(person.id),
        asks=adults.asks_about(person.id),
        done=adults.done_for(person.id),
        kinds=KINDS_SAID,
    )


@helpers.post("/<public_id>/<verb>")
def decide(public_id: str, verb: str) -> ResponseReturnValue:
    """Say yes or no to who asks; end that somebody looks after it, at once."""
    person = for_account(current_user.account_id)
    actor = f"resident:{person.id}"
    if verb == "end":
        end_relation(find_public(public_id).id, person, "person", actor=actor)
    elif verb in ANSWERS:
        ANSWERS[verb](adults.find(person.id, public_id), actor=actor)
    else:
        raise NotFound
    return see_other(".show")
