"""Several cases chosen in the queue: say what will be done, do it, say what was done and what was not, and why."""

from typing import Any

from flask import request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.staff import able
from ..core.web import Form, keeps_answers, page, portal, see_other
from ..core.words import Words
from . import owning, several
from .owner_forms import AsideForm, ColleagueForm

bp = portal("several", __name__, "/staff/several", act="cases.work")
DONE = "several_done"
ACTS = {"back": "cases.work", "aside": "cases.work", "assign": "cases.assign"}


@bp.route("", methods=["GET", "POST"])
@keeps_answers
def show() -> ResponseReturnValue:
    """The address holds what was chosen: `act`, and each `case`."""
    act, cases = request.args.get("act", ""), several.chosen(request.args.getlist("case"))
    if ACTS.get(act) not in current_user.acts:
        return see_other("cases.queue")
    form = _form(act)
    if cases and form.validate_on_submit():
        done = several.each(cases, _verb(act, form), _who())
        session[DONE] = {"act": act, "done": {one: why and [why.text, dict(why.params)] for one, why in done.items()}}
        return see_other(".done")
    return page("casework/several.html", form, act=act, cases=cases)


@bp.get("/done")
def done() -> ResponseReturnValue:
    kept = session.get(DONE)
    if kept is None:
        return see_other("cases.queue")
    cases = several.chosen(kept["done"])
    why = {one: text and Words(text[0], tuple(text[1].items())) for one, text in kept["done"].items()}
    return page("casework/several_done.html", act=kept["act"], cases=cases, why=why)


def _form(act: str) -> Any:
    if act == "aside":
        return AsideForm()
    return ColleagueForm.of(able(owning.WORKS)) if act == "assign" else Form()


def _verb(act: str, form: Any) -> several.Verb:
    if act == "aside":
        return lambda case: owning.put_aside(case, form.until.data, form.why.data, staff_id=_who())
    if act == "assign":
        to = next(one.account_id for one in able(owning.WORKS) if one.account.subject == form.colleague.data)
        return lambda case: owning.assign(case, to, staff_id=_who())
    assigns = "cases.assign" in current_user.acts
    return lambda case: owning.give_back(case, staff_id=_who(), assigns=assigns)


def _who() -> int:
    return int(current_user.account_id)
