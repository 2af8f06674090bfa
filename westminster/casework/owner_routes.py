"""Whose case it is: the next one, and what somebody does about one that they have open."""

from typing import Any

from flask import g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.staff import able, names
from ..core.clock import today
from ..core.errors import Refused
from ..core.web import keeps_answers, needs, page, portal, see_other, tell
from ..core.words import N_
from . import owning
from .case_door import find_case
from .caseload import is_aside
from .owner_forms import AsideForm, OwnerForm
from .owning_rules import can_put_aside, choices

bp = portal("owner", __name__, "/staff", act="cases.work")
bp.before_request(find_case)


@bp.post("/next")
@needs("cases.decide")
def take_next() -> ResponseReturnValue:
    """The oldest that is nobody's, theirs from now on."""
    case = owning.take_next(_who())
    if case is None:
        tell(N_("There is no case left to take."))
        return see_other("cases.queue", state="free")
    tell(N_("This case is yours now."))
    return see_other("cases.show", public_id=case.public_id)


@bp.route("/cases/<public_id>/owner", methods=["GET", "POST"])
@keeps_answers
def show(public_id: str) -> ResponseReturnValue:
    """Take it, give it back, give it to somebody."""
    assigns, aside = "cases.assign" in current_user.acts, is_aside(g.case, today())
    team, now = able(owning.WORKS) if assigns else [], (g.case.status, g.case.owner_id, _who())
    form = OwnerForm.of(choices(*now, aside=aside, assigns=assigns), team)
    if not form.act.choices:
        return see_other("cases.show", public_id=public_id)
    if form.validate_on_submit():
        try:
            tell(_do(form, {one.account.subject: one.account_id for one in team}))
            return see_other("cases.show", public_id=public_id)
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {"aside": aside, "can_put_aside": can_put_aside(*now, aside=aside)}
    return page("casework/owner.html", form, application=g.case, owner=_owner(), **context)


@bp.route("/cases/<public_id>/aside", methods=["GET", "POST"])
@keeps_answers
def aside(public_id: str) -> ResponseReturnValue:
    form = AsideForm()
    if form.validate_on_submit() and form.until.data:
        try:
            owning.put_aside(g.case, form.until.data, form.why.data, staff_id=_who())
            tell(N_("You put this case aside. It comes back by itself."))
            return see_other("cases.show", public_id=public_id)
        except Refused as refused:
            form.refuse(refused)
    return page("casework/aside.html", form, application=g.case)


def _do(form: OwnerForm, team: dict[str, int]) -> Any:
    """What the next page begins with. Raises Refused."""
    by, act = {"staff_id": _who()}, form.act.data
    if act == "take":
        owning.take(g.case, **by)
        return N_("This case is yours now.")
    if act == "over":
        owning.take_over(g.case, form.over.data, **by)
        return N_("This case is yours now.")
    if act == "up":
        owning.take_up(g.case, **by)
        return N_("You go on with this case.")
    if act == "assign":
        to = team[form.colleague.data]
        owning.assign(g.case, to, **by)
        return N_("%(name)s has this case now.", name=names([to])[to])
    owning.give_back(g.case, assigns="cases.assign" in current_user.acts, **by)
    return N_("This case is nobody’s now.")


def _owner() -> str:
    """The name of whose case it is, "" for nobody's."""
    return names([g.case.owner_id])[g.case.owner_id] if g.case.owner_id else ""


def _who() -> int:
    return int(current_user.account_id)
