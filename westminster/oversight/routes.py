"""For auditors: the trail, and unusual reading, which they mark as looked at. They change nothing else."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from ..accounts.staff import team
from ..core.errors import NotFound, Refused
from ..core.web import keeps_answers, page, portal, see_other, tell
from ..core.words import N_
from . import service, trail
from .forms import LookedForm, TrailForm

ASKED = ("who", "act", "on-day", "on-month", "on-year")
bp = portal("oversight", __name__, "/staff/audit", act="audit.read")


@bp.get("")
def index() -> ResponseReturnValue:
    """A page of the trail."""
    members, acts = team(), trail.acts()
    form = TrailForm(formdata=request.args)
    form.who.choices = [SelectChoice("", N_("Anybody")), *(SelectChoice(one.public_id, one.name) for one in members)]
    form.act.choices = [SelectChoice("", N_("Anything")), *(SelectChoice(act, act) for act in acts)]
    if not form.validate():
        return page("oversight/trail.html", form, lines=[], after=None, asked={})
    who = next((one.account_id for one in members if one.public_id == form.who.data), None)
    if (form.who.data and who is None) or (form.act.data and form.act.data not in acts):
        raise NotFound
    before = request.args.get("before", "")
    wanted = trail.Wanted(who, form.act.data or None, form.on.data, _number(before))
    lines, after = trail.read(wanted, staff_id=_who())
    asked = {name: value for name, value in request.args.items() if name in ASKED and value}
    return page("oversight/trail.html", form, lines=lines, after=after, asked=asked)


@bp.get("/unusual")
def flags() -> ResponseReturnValue:
    waiting, looked_at = (service.flags(looked_at=looked, staff_id=_who()) for looked in (False, True))
    return page("oversight/flags.html", waiting=waiting, looked_at=looked_at)


@bp.route("/unusual/<public_id>", methods=["GET", "POST"])
@keeps_answers
def flag(public_id: str) -> ResponseReturnValue:
    """What is behind a flag, and a note to mark it as looked at."""
    form, one = LookedForm(), service.find(public_id, staff_id=_who())
    if form.validate_on_submit():
        try:
            service.look_at(public_id, form.note.data, staff_id=_who())
            tell(N_("You marked it as looked at."))
            return see_other(".flags")
        except Refused as refused:
            form.refuse(refused)
    return page("oversight/flag.html", form, flag=one, lines=service.lines_of(public_id, staff_id=_who()))


def _number(text: str) -> int | None:
    """An id as the databases have them; None for what is none."""
    return int(text) if text.isdecimal() and len(text) <= 18 else None


def _who() -> int:
    return int(current_user.account_id)
