"""Proven identities that are not as we know the person: the list, both sides beside each other, and what staff say."""

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.staff import is_self, names
from ..core.web import keeps_answers, needs, page, portal, see_other
from ..proofs import differences as proved
from ..proofs.differences import Overtaken
from . import differences, opening
from .identity_forms import AnotherPersonForm, SamePersonForm

bp = portal("identities", __name__, "/staff/identities", act="cases.read")


@bp.before_request
def _find_difference() -> ResponseReturnValue | None:
    """The one of the address; nobody opens their own."""
    public_id = (request.view_args or {}).get("public_id")
    if public_id is None:
        return None
    g.difference = proved.find(public_id)
    if is_self(_who(), g.difference.resident):
        return page("casework/own.html", status=403)
    if g.difference.settled_at is None:
        _look()
    return None


@bp.get("")
def index() -> ResponseReturnValue:
    return page("casework/differences.html", waiting=proved.waiting(), facts=differences.FACTS)


@bp.get("/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    """Once it is settled there is no case: only for a reason that was given."""
    person, settled = g.difference.resident, g.difference.settled_at
    if settled and opening.open_for(person, f"identity_difference:{g.difference.id}") is None:
        return see_other("people.why", public_id=person.public_id)
    return page(
        "casework/difference.html",
        difference=g.difference,
        rows=differences.rows(g.difference),
        codes=g.difference.identity.return_codes,
        who=_who_settled(),
        why=differences.WHY_ANOTHER.get(g.difference.why),
    )


@bp.route("/<public_id>/same", methods=["GET", "POST"])
@needs("cases.decide")
@keeps_answers
def same(public_id: str) -> ResponseReturnValue:
    """What of it we take. Settled already: the page says by whom."""
    if g.difference.settled_at:
        return _settled()
    rows = [row for row in differences.rows(g.difference) if not row.same]
    form = SamePersonForm.of({row.what: row.name for row in rows})
    if form.validate_on_submit():
        try:
            differences.same_person(g.difference, form.take.data, staff_id=_who())
            return see_other(".show", public_id=public_id)
        except Overtaken:
            return _overtaken()
    return page("casework/difference_same.html", form, difference=g.difference, rows=rows, told=differences.TAKEN)


@bp.route("/<public_id>/another", methods=["GET", "POST"])
@needs("cases.decide")
@keeps_answers
def another(public_id: str) -> ResponseReturnValue:
    """Why it is somebody else. Settled already: the page says by whom."""
    if g.difference.settled_at:
        return _settled()
    form = AnotherPersonForm()
    if form.validate_on_submit():
        try:
            differences.another_person(g.difference, form.why.data, staff_id=_who())
            return see_other(".show", public_id=public_id)
        except Overtaken:
            return _overtaken()
    return page("casework/difference_another.html", form, difference=g.difference, told=differences.NOT_USED)


def _who() -> int:
    return int(current_user.account_id)


def _look() -> None:
    """While it waits it is the reason to look, and for the hour after."""
    differences.look(g.difference, staff_id=_who())
    opening.give(g.difference.resident, "identity")


def _who_settled() -> str | None:
    staff_id = g.difference.settled_by_id
    return names([staff_id])[staff_id] if staff_id else None


def _settled() -> ResponseReturnValue:
    """A form of before is told what happened; a link leads to the page that says so."""
    if request.method == "POST":
        return _overtaken()
    return see_other(".show", public_id=g.difference.public_id)


def _overtaken() -> ResponseReturnValue:
    """Who said what meanwhile."""
    g.difference = proved.find(g.difference.public_id)
    return page("casework/difference_overtaken.html", status=409, difference=g.difference, who=_who_settled())
