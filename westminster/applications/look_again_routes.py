"""Ask us to look again at a no, one thing a page: why, a paper if they have one, check and send."""

from flask import g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import Refused
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from ..residents.service import for_account
from . import looking_again, service
from .documents import name_of
from .look_again_rules import Standing
from .status_forms import PaperForm, WhyForm
from .whose import link

bp = portal("look_again", __name__, "/apply/look-again", role="resident")


@bp.before_request
def _find() -> ResponseReturnValue | None:
    """Their own, and only while they may ask; who asked sees that they did."""
    g.resident_id = for_account(current_user.account_id).id
    return None


def _open(public_id: str) -> ResponseReturnValue | None:
    """None where they may go on. Raises NotFound for anybody else's."""
    g.application = service.find_for(g.resident_id, public_id)
    g.review = looking_again.review_of(g.application)
    stands = looking_again.standing_of(g.application)
    if stands is Standing.ASKED:
        return see_other(".sent", public_id=public_id)
    if stands is not Standing.OPEN:
        no = looking_again.last_no(g.application)
        return page("applications/look_again_closed.html", application=g.application, stands=stands.value, no=no)
    return None


@bp.route("/<public_id>", methods=["GET", "POST"])
@keeps_answers
def why(public_id: str) -> ResponseReturnValue:
    """In their own words."""
    if closed := _open(public_id):
        return closed
    form = WhyForm(data={"words": g.review.words if g.review else ""})
    if form.validate_on_submit():
        try:
            looking_again.write(g.application, form.words.data, actor=_actor())
            return see_other(".check" if looking_again.files_of(g.application) else ".paper", public_id=public_id)
        except Refused as refused:
            form.refuse(refused)
    no, draft = looking_again.last_no(g.application), looking_again.has_draft(g.application)
    return page("applications/look_again.html", form, application=g.application, no=no, has_draft=draft)


@bp.route("/<public_id>/paper", methods=["GET", "POST"])
@keeps_answers
def paper(public_id: str) -> ResponseReturnValue:
    """Whether there is a paper that we have not seen."""
    if closed := _open(public_id):
        return closed
    if g.review is None:
        return see_other(".why", public_id=public_id)
    form = PaperForm()
    if form.validate_on_submit():
        if form.paper.data == "yes":
            return redirect(link("evidence.kind", g.application), 303)
        return see_other(".check", public_id=public_id)
    back = url_for(".why", public_id=public_id)
    return page("applications/look_again_paper.html", form, application=g.application, back=back)


@bp.route("/<public_id>/check", methods=["GET", "POST"])
@keeps_answers
def check(public_id: str) -> ResponseReturnValue:
    """What they are about to send."""
    if closed := _open(public_id):
        return closed
    if g.review is None:
        return see_other(".why", public_id=public_id)
    form = ButtonForm()
    if form.validate_on_submit():
        looking_again.ask(g.application, actor=_actor())
        return see_other(".sent", public_id=public_id)
    files = looking_again.files_of(g.application)
    shown = {"application": g.application, "review": g.review, "files": files, "name_of": name_of}
    return page("applications/look_again_check.html", form, **shown)


@bp.get("/<public_id>/sent")
def sent(public_id: str) -> ResponseReturnValue:
    """That we have it, and what happens next."""
    application = service.find_for(g.resident_id, public_id)
    review = looking_again.review_of(application)
    if review is None or review.asked_at is None:
        return see_other(".why", public_id=public_id)
    return page("applications/look_again_sent.html", application=application)


def _actor() -> str:
    return f"resident:{g.resident_id}"
