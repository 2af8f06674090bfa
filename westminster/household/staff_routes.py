"""Staff look at what lets somebody look after a card, and end it. Never their own."""

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.staff import is_self
from ..casework import opening
from ..core.errors import Refused
from ..core.web import ButtonForm, keeps_answers, needs, page, portal, see_other
from ..core.words import N_
from ..residents.service import find_public
from . import adults, service
from .forms import NONE, AdultPaperForm, ConfirmForm
from .relations import end as end_relation
from .relations import person_of
from .rules import KINDS_SAID

bp = portal("staff_children", __name__, "/staff/people/<public_id>/children", act="people.open")


@bp.before_request
def _open_person() -> ResponseReturnValue | None:
    """As on their page: not oneself, and for a reason."""
    public_id = (request.view_args or {})["public_id"]
    g.person = find_public(public_id)
    if is_self(current_user.account_id, g.person):
        return page("casework/own.html", status=403)
    opened = opening.open_for(g.person, f"resident:{g.person.id}")
    return None if opened else see_other("people.why", public_id=public_id)


@bp.route("/<ask_id>", methods=["GET", "POST"])
@needs("papers.seen")
@keeps_answers
def confirm(public_id: str, ask_id: str) -> ResponseReturnValue:
    asked = service.find_ask(g.person.id, ask_id)
    alike = {one.public_id: one for one in service.alike(asked) if one.id != g.person.id}
    form = ConfirmForm.of({key: N_("Yes: %(name)s", name=one.full_name) for key, one in alike.items()})
    if form.validate_on_submit():
        try:
            if form.shown.data == "yes":
                same = alike.get(form.same.data)
                service.confirm(asked, form.paper.data, form.ending.data or "", same, staff_id=current_user.account_id)
            else:
                service.not_shown(asked, staff_id=current_user.account_id)
            return see_other("people.show", public_id=public_id)
        except Refused as refused:
            form.refuse(refused)
    return page("household/confirm.html", form, resident=g.person, asked=asked, alike=alike)


@bp.route("/end/<child_id>", methods=["GET", "POST"])
@needs("people.change")
def end(public_id: str, child_id: str) -> ResponseReturnValue:
    """`g.person` does not look after the card any more."""
    form, child = ButtonForm(), person_of(g.person.id, child_id)
    if form.validate_on_submit():
        end_relation(g.person.id, child, "staff", actor=current_user.get_id())
        return see_other("people.show", public_id=public_id)
    return page("household/staff_end.html", form, resident=g.person, child=child)


@bp.route("/of/<ask_id>", methods=["GET", "POST"])
@needs("papers.seen")
@keeps_answers
def adult(public_id: str, ask_id: str) -> ResponseReturnValue:
    """Somebody asks to look after the card of `g.person`, an adult: the paper, or their own yes, is there or not."""
    asked = adults.find(g.person.id, ask_id)
    form = AdultPaperForm.of(asked.kind)
    if form.validate_on_submit():
        try:
            if form.paper.data == NONE:
                adults.decline(asked, actor=current_user.get_id())
            else:
                adults.confirm(asked, form.paper.data, form.ending.data or "", staff_id=current_user.account_id)
            return see_other("people.show", public_id=public_id)
        except Refused as refused:
            form.refuse(refused)
    return page("household/adult.html", form, resident=g.person, asked=asked, kinds=KINDS_SAID)
