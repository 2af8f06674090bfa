"""Staff write down what happened in somebody's life, and put right what was wrong. Never their own."""

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.again import asks_again
from ..accounts.staff import is_self
from ..accounts.two_person import is_waiting
from ..casework import opening
from ..core.errors import NotFound, Refused
from ..core.web import ButtonForm, keeps_answers, needs, page, portal, see_other, tell
from ..core.words import N_
from ..messages.rules import Contact
from ..residents.service import find_public, former_names
from . import dying, moving, naming
from .forms import ConfirmNameForm, DiedForm, UndoForm

bp = portal("staff_life", __name__, "/staff/people/<public_id>", act="people.open")


@bp.before_request
def _open_person() -> ResponseReturnValue | None:
    """As on their page: not oneself, and for a reason, which a look at this page is noted with."""
    public_id = (request.view_args or {})["public_id"]
    g.person = find_public(public_id)
    if is_self(current_user.account_id, g.person):
        return page("casework/own.html", status=403)
    at = f"former_names:{g.person.id}" if request.endpoint == "staff_life.former" else f"resident:{g.person.id}"
    return None if opening.open_for(g.person, at) else see_other("people.why", public_id=public_id)


def _back() -> ResponseReturnValue:
    return see_other("people.show", public_id=g.person.public_id)


@bp.route("/died", methods=["GET", "POST"])
@needs("people.died")
@keeps_answers
@asks_again
def died(public_id: str) -> ResponseReturnValue:
    form = DiedForm()
    if form.validate_on_submit():
        try:
            dying.record_death(
                g.person,
                form.day,
                form.told_by.data,
                staff_id=current_user.account_id,
                answer_to=_answer_to(form),
            )
            return _back()
        except Refused as refused:
            form.refuse(refused)
    if dying.of(g.person.id):
        return _back()
    return page("life/died.html", form, resident=g.person)


@bp.route("/not-died", methods=["GET", "POST"])
@needs("people.died")
def not_died(public_id: str) -> ResponseReturnValue:
    """Ask a colleague to agree that it was a mistake."""
    form = ButtonForm()
    if dying.of(g.person.id) is None or is_waiting(dying.MISTAKE, f"resident:{g.person.id}"):
        return _back()
    if form.validate_on_submit():
        dying.ask_to_put_right(g.person, staff_id=current_user.account_id)
        tell(N_("It waits for a second person now."))
        return _back()
    return page("life/not_died.html", form, resident=g.person)


@bp.route("/undo-move", methods=["GET", "POST"])
@needs("people.change")
@keeps_answers
def undo_move(public_id: str) -> ResponseReturnValue:
    form, move = UndoForm(), moving.of(g.person.id)
    if move is None or not moving.can_undo(move, g.person):
        return _back()
    if form.validate_on_submit():
        moving.undo(move, form.why.data, actor=current_user.get_id())
        tell(N_("The move is undone."))
        return _back()
    return page("life/undo_move.html", form, resident=g.person, move=move)


@bp.route("/name", methods=["GET", "POST"])
@needs("papers.seen")
@keeps_answers
def name(public_id: str) -> ResponseReturnValue:
    """A paper in the new name is there, or is not."""
    form, change, staff = ConfirmNameForm(), naming.waiting(g.person.id), current_user.account_id
    if change is None:
        return _back()
    if form.validate_on_submit():
        if form.shown.data == "yes":
            naming.confirm(change, form.paper.data, form.ending.data or "", staff_id=staff)
        else:
            naming.refuse(change, staff_id=staff)
        return _back()
    return page("life/confirm_name.html", form, resident=g.person, change=change)


@bp.get("/former-names")
@needs("people.former")
def former(public_id: str) -> ResponseReturnValue:
    found = former_names(g.person)
    if not found:
        raise NotFound
    return page("life/former_names.html", resident=g.person, names=found)


def _answer_to(form: DiedForm) -> Contact | None:
    """The email address before the letter; None where neither is given."""
    if form.email.data:
        return Contact("email", form.email.data)
    return Contact("letter", form.letter_to.data) if form.letter_to.data else None
