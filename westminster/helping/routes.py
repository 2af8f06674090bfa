"""The application of somebody whom staff help: the same pages as their own, then a summary to take away."""

from typing import Any

from flask import Blueprint, Response, g, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..applications import helped
from ..applications import routes as own
from ..applications import service as applications
from ..applications.helped_rules import CHANNELS
from ..applications.rules import IN_PERSON, WITH_US, can_open, is_complete, task_of
from ..casework import opening, seeing
from ..casework.forms import InPersonForm
from ..core import settings
from ..core.clock import today
from ..core.errors import Refused
from ..core.reader import language
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other, tell
from ..core.words import N_
from ..wallets.answers import on_paper
from . import codes, paper, visit
from .sheet import Sheet, sheet_of

_SENT_CODE = N_("We sent them a code, so that they can look after it themselves. An older code has stopped.")
_NO_CONTACT = N_("We have no contact to send a code to. Print the summary: the code is on it.")
_WHY = {"in_person": "here", "phone": "called"}

bp = portal("helped", __name__, "/staff/help/for/<public_id>", act="people.help")


def _same_pages(bp: Blueprint) -> None:
    """The pages that residents fill in themselves, under these addresses."""
    bp.add_url_rule("/<slug>", view_func=own.question, methods=["GET", "POST"])
    bp.add_url_rule("/show", view_func=own.show, methods=["GET", "POST"])
    bp.add_url_rule("/check", view_func=own.check, methods=["GET", "POST"])


_same_pages(bp)


@bp.url_value_preprocessor
def _take_id(_: str | None, values: dict[str, str] | None) -> None:
    """Views know the application as `g.application`, as those of residents know their own."""
    g.public_id = (values or {}).pop("public_id", "")


@bp.url_defaults
def _give_id(_: str, values: dict[str, str]) -> None:
    """Their templates name endpoints with a dot in front: others are looked up once for all."""
    values.setdefault("public_id", g.get("public_id", ""))


@bp.before_request
def _find() -> ResponseReturnValue | None:
    """Never one's own; one that was sent has only the pages that come after.

    A draft is the reason to look, and for the hour after, in which it may be decided at once. Later, as on the person's
    page, there is one to give.
    """
    g.application = helped.find(g.public_id)
    g.helped_person = g.application.resident
    g.help = helped.of(g.application)
    if helped.is_own(g.application, _who()):
        return page("casework/own.html", status=403)
    sent = g.application.status != "draft"
    if not sent:
        opening.give(g.helped_person, _WHY[g.help.channel])
    if opening.open_for(g.helped_person, g.application.subject) is None:
        return see_other("people.why", public_id=g.helped_person.public_id, helped=g.public_id)
    if sent and request.endpoint in _DRAFTS and not (request.method == "POST" and request.endpoint == "helped.check"):
        return see_other(".sent")
    if not sent:
        helped.go_on(g.application, staff_id=_who())
        return see_other(".start") if request.endpoint in _AFTERWARDS else None
    return None


@bp.context_processor
def _frame() -> dict[str, object]:
    """What the shared pages need to be pages of staff."""
    return {"frame": "helping/frame.html", "helped": g.get("help"), "helped_channels": CHANNELS}


@bp.get("")
def start() -> ResponseReturnValue:
    return own.parts(g.application)


@bp.post("/in-person")
def in_person() -> ResponseReturnValue:
    """They show a paper: now, once it is sent, or on another day."""
    if not can_open(task_of("show"), g.application.answers):
        return see_other(".show")
    draft = applications.show_by(g.application, IN_PERSON)
    return see_other(".check" if is_complete(draft.answers) else ".start")


@bp.get("/sent")
def sent() -> ResponseReturnValue:
    application = g.application
    return page(
        "helping/sent.html",
        ButtonForm(),
        application=application,
        card_works=applications.card_works(application.resident_id),
        shows_paper=application.status in WITH_US,
        seen=seeing.seen_in(application),
        own_account=g.helped_person.account_id is not None,
        code=visit.code_for(application.public_id),
    )


@bp.route("/paper", methods=["GET", "POST"])
@keeps_answers
def shown() -> ResponseReturnValue:
    """What a paper says that they show: seen and not copied."""
    form = InPersonForm.about(str(g.application.answers["basis"]))
    if form.validate_on_submit():
        try:
            seeing.keep_in_person(g.application, form.paper, staff_id=_who())
            return see_other(".sent")
        except Refused as refused:
            form.refuse(refused)
    where: dict[str, Any] = {"action": url_for(".shown"), "back": url_for(".sent")}
    return page("casework/in_person.html", form, application=g.application, **where)


@bp.post("/code")
def code() -> ResponseReturnValue:
    """A new code to take the record over, to be printed or sent; the old one stops."""
    try:
        if request.form.get("send") == "yes":
            tell(_SENT_CODE if codes.send(g.application, staff_id=_who()) else _NO_CONTACT)
            return see_other(".sent")
        made = codes.make(g.application, staff_id=_who())
        session["helping_code"] = {"public_id": g.application.public_id, "code": made}
    except Refused as refused:
        tell(refused.words)
        return see_other(".sent")
    return see_other(".summary")


@bp.get("/summary")
def summary() -> ResponseReturnValue:
    """What was said, to print and take away; larger when asked for."""
    large = request.args.get("size") == "large"
    return page("helping/summary.html", sheet=_sheet(), large=large)


@bp.get("/summary.pdf")
def summary_pdf() -> ResponseReturnValue:
    large = request.args.get("size") == "large"
    helped.note("summary_printed", g.application, staff_id=_who())
    headers = {"Content-Disposition": 'attachment; filename="mywestminster-summary.pdf"', "Cache-Control": "no-store"}
    return Response(paper.printed(_sheet(), today(), large=large), content_type="application/pdf", headers=headers)


@bp.get("/card.pdf")
def card() -> ResponseReturnValue:
    """The card for somebody without a telephone. Raises NotFound where there is none that works."""
    made = on_paper(g.helped_person.id)
    helped.note("card_printed", g.application, staff_id=_who())
    return made


def _sheet() -> Sheet:
    code, demo = visit.code_for(g.application.public_id), settings.current().demo
    works = applications.card_works(g.application.resident_id)
    return sheet_of(g.application, code, works, language(), today(), demo=demo)


def _who() -> int:
    return int(current_user.account_id)


_DRAFTS = ("helped.start", "helped.question", "helped.show", "helped.check", "helped.in_person")
_AFTERWARDS = ("helped.sent", "helped.shown", "helped.code", "helped.summary", "helped.summary_pdf", "helped.card")
