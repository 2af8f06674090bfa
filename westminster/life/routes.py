"""A resident tells us what has changed in their life."""

from datetime import date
from typing import TYPE_CHECKING

from flask import session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..applications.forms import CouncilTaxForm
from ..core.clock import today
from ..core.errors import Refused
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from ..proofs.rules import LIVES
from ..residents.service import for_account
from ..sources import asking, council_tax
from . import home_again, moving, naming
from .ending import current_card
from .forms import MoveForm, NameForm

if TYPE_CHECKING:
    from ..residents.models import Resident

bp = portal("life", __name__, "/account", role="resident")


def _who() -> "Resident":
    return for_account(current_user.account_id)


def _actor(resident: "Resident") -> str:
    return f"resident:{resident.id}"


@bp.route("/moved", methods=["GET", "POST"])
@keeps_answers
def moved() -> ResponseReturnValue:
    """Where to and from when; nothing is changed before the next page."""
    resident, form = _who(), MoveForm.filled(session.get("moved", {}))
    if form.validate_on_submit():
        try:
            moving.preview(resident, form.home, form.first_day)
            session["moved"] = form.kept()
            return see_other(".check_move")
        except Refused as refused:
            form.refuse(refused)
    return page("life/moved.html", form, planned=moving.planned(resident.id))


@bp.route("/moved/check", methods=["GET", "POST"])
def check_move() -> ResponseReturnValue:
    """What it changes, and the button that does it. Sent again, or overtaken by another tab, it goes on."""
    resident, told, form = _who(), session.get("moved"), ButtonForm()
    if told is None:
        return see_other(".home")
    known = MoveForm(formdata=None, data={**told, "from_on": date.fromisoformat(told["from_on"])})
    try:
        if form.validate_on_submit():
            moving.tell(resident, known.home, known.first_day, actor=_actor(resident))
            session.pop("moved", None)
            return see_other(".home")
        shown = moving.preview(resident, known.home, known.first_day)
    except Refused:
        return see_other(".moved")
    return page("life/check_move.html", form, home=known.home, from_on=known.first_day, preview=shown, day=today())


@bp.post("/moved/drop")
def drop_move() -> ResponseReturnValue:
    resident = _who()
    moving.drop(resident, actor=_actor(resident))
    return see_other("account.show")


@bp.route("/home", methods=["GET", "POST"])
@keeps_answers
def home() -> ResponseReturnValue:
    """After a move: what follows, and showing that they live there."""
    resident, form = _who(), CouncilTaxForm()
    to_show = home_again.to_show(resident)
    if to_show and form.validate_on_submit():
        try:
            home_again.match(resident, form.account_number.data)
            return see_other(".home")
        except Refused as refused:
            form.refuse(refused)
    return page(
        "life/home.html",
        form,
        move=moving.of(resident.id),
        to_show=to_show,
        tries=council_tax.tries_left(resident.id),
        list_of=council_tax.list_of(),
        papers=LIVES.on(today()).evidence,
        waits=asking.waits(resident.id, LIVES.slug),
        card=current_card(resident.id),
        resident=resident,
    )


@bp.post("/home/library")
def library() -> ResponseReturnValue:
    """They come to a library with a paper."""
    resident = _who()
    if home_again.to_show(resident):
        home_again.come_to_a_library(resident)
    return see_other(".home")


@bp.route("/name", methods=["GET", "POST"])
@keeps_answers
def name() -> ResponseReturnValue:
    """Ask for a new name; once asked, what to show."""
    resident = _who()
    form = NameForm.of(resident.full_name, resident.surname)
    if form.validate_on_submit():
        try:
            naming.ask(resident, form.first_name.data or "", form.last_name.data, actor=_actor(resident))
            return see_other(".name")
        except Refused as refused:
            form.refuse(refused)
    asked = naming.waiting(resident.id)
    if asked and not form.errors:
        return page("life/name_asked.html", asked=asked, papers=naming.PAPERS)
    return page("life/name.html", form, resident=resident)


@bp.post("/name/keep")
def keep_name() -> ResponseReturnValue:
    resident = _who()
    naming.withdraw(resident, actor=_actor(resident))
    return see_other("account.show")
