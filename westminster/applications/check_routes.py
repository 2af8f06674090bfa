"""Check what you can get: no account, nothing kept but the answers in this visit's session."""

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue

from ..core.clock import today
from ..core.errors import NotFound
from ..core.web import keeps_answers, page, portal, see_other
from ..core.words import N_
from . import check_rules as rules
from .check_forms import FORMS
from .check_rules import Checked
from .service import where

OUTSIDE = N_(
    "Your postcode is in another council’s area. If you work or study in Westminster, the card is for you too."
)

bp = portal("check", __name__, "/check")


@bp.get("")
def start() -> ResponseReturnValue:
    return see_other(".question", slug=rules.QUESTIONS[0].slug)


@bp.route("/<slug>", methods=["GET", "POST"])
@keeps_answers
def question(slug: str) -> ResponseReturnValue:
    if slug not in FORMS:
        raise NotFound
    checked = _checked()
    form = FORMS[slug](data={"answer": checked.get(slug)})
    if form.validate_on_submit():
        checked = checked | {slug: form.answer.data}
        session["check"] = checked | ({"found": where(form.answer.data)} if slug == "postcode" else {})
        return _onward(slug)
    before = rules.question_before(slug, checked)
    back = url_for(".question", slug=before.slug) if before else url_for("home.front")
    note = OUTSIDE if slug == "work" and rules.outside(checked) else None
    return page("applications/check_question.html", form, back=back, note=note)


@bp.get("/result")
def result() -> ResponseReturnValue:
    """What the card would open; for somebody it is not for, a page of its own."""
    checked = _checked()
    left = rules.next_question(checked)
    if left:
        return see_other(".question", slug=left.slug)
    opens = rules.opens(checked, today())
    if not opens:
        return see_other(".not_yet")
    why = rules.because(checked)
    return page("applications/check_result.html", checked=checked, opens=opens, because=why, lives=rules.lives(checked))


@bp.get("/not-yet")
def not_yet() -> ResponseReturnValue:
    return page("applications/check_not_yet.html")


def _checked() -> Checked:
    return dict(session.get("check", {}))


def _onward(slug: str) -> ResponseReturnValue:
    after = rules.question_after(slug, _checked())
    return redirect(url_for(".question", slug=after.slug) if after else url_for(".result"), 303)
