"""Show one more fact: which, who can say it at once, else by a paper; check, send. What follows is as for the card."""

from typing import TYPE_CHECKING

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.clock import today
from ..core.errors import NotFound, Refused
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from ..residents.service import for_account
from ..sources import asking
from ..sources.forms import AskForm
from . import facts, service
from .choices import BASES
from .forms import FORMS
from .prove_forms import WayForm
from .rules import UPLOAD, WORKING_DAYS, can_open, is_complete, task_of, works_or_studies
from .showing import files_of, to_bring
from .summary import of_fact
from .whose import link, told_by_address
from .working_days import days_after

if TYPE_CHECKING:
    from .models import Application

bp = portal("prove", __name__, "/prove", role="resident")
told_by_address(bp)


@bp.before_request
def _find_person() -> ResponseReturnValue | None:
    """Who has told us nothing of themselves yet begins with the card."""
    g.resident = for_account(current_user.account_id)
    begins = g.fact is not None and not g.resident.surname and "public_id" not in (request.view_args or {})
    return see_other(".index") if begins else None


@bp.get("")
def index() -> ResponseReturnValue:
    """What they can show, and what they have shown of it."""
    known = bool(g.resident.surname)
    return page("applications/prove.html", groups=list(facts.grouped(g.resident)) if known else [], known=known)


@bp.route("/<slug>", methods=["GET", "POST"])
@keeps_answers
def start() -> ResponseReturnValue:
    """Where they stand with one fact; who can say it at once; which papers show it."""
    if g.fact in BASES and service.state_of(g.resident.id) in ("new", "draft"):
        return see_other("apply.start")  # it is what the card is given for
    standing, form = facts.standing(g.resident, g.fact), AskForm()
    asked = asking.who_answers(g.fact) if standing.offered and asking.may_ask(g.resident) else []
    if request.method == "POST" and not asked:  # shown meanwhile, or sent twice
        return see_other(".start")
    if form.validate_on_submit():
        try:
            asking.check(g.resident, g.fact, form.number.data)
            return see_other(".start")
        except Refused as refused:
            form.refuse(refused)
    return page(
        "applications/prove_start.html",
        form,
        standing=standing,
        said=asking.standing(g.resident.id, g.fact),
        asked=asked,
        label=asking.number_label(g.fact),
        tries=asking.tries_left(g.resident.id, g.fact),
    )


@bp.route("/<slug>/paper", methods=["GET", "POST"])
@keeps_answers
def begin() -> ResponseReturnValue:
    """Begin with a paper, or go on with what was begun. What is shown for a while yet is not asked again."""
    standing, form = facts.standing(g.resident, g.fact), ButtonForm()
    if not standing.version.evidence or (standing.application is None and not standing.offered):
        return see_other(".start")
    if form.validate_on_submit():
        application = service.begin_fact(g.resident, g.fact)
        return redirect(_next(application) if application.status == "draft" else link("status.show", application), 303)
    return page("applications/prove_begin.html", form, standing=standing)


@bp.route("/<slug>/place", methods=["GET", "POST"])
@keeps_answers
def place() -> ResponseReturnValue:
    """Where they work or study, for who shows that."""
    application = _draft()
    if application is None or not works_or_studies(application.answers):
        return see_other(".start")
    form = FORMS["place"].filled(application.answers)
    if form.validate_on_submit():
        return redirect(_next(service.save(application, form.answers())), 303)
    return page("applications/question.html", form, back=link("apply.start", application))


@bp.route("/<slug>/show", methods=["GET", "POST"])
@keeps_answers
def show() -> ResponseReturnValue:
    """How they show it."""
    application, form = _draft(), WayForm()
    if application is None:
        return see_other(".start")
    if form.validate_on_submit():
        way = "evidence.files" if form.way.data == UPLOAD else "evidence.in_person"
        return redirect(link(way, application), 303)
    return page("applications/prove_show.html", form, standing=facts.standing(g.resident, g.fact))


@bp.route("/<slug>/check", methods=["GET", "POST"])
@keeps_answers
def check() -> ResponseReturnValue:
    """What they send, to look at. Sent twice, it leads to the same page."""
    form, application = ButtonForm(), _draft()
    if application is None:
        last = service.latest_sent(g.resident.id, g.fact) if request.method == "POST" else None
        return see_other(".sent", public_id=last.public_id) if last else see_other(".start")
    if not is_complete(application.answers):
        return redirect(_next(application), 303)
    if form.validate_on_submit():
        sent = service.submit(application, actor=f"resident:{g.resident.id}")
        return see_other(".sent", public_id=sent.public_id)
    return page(
        "applications/prove_check.html",
        form,
        application=application,
        rows=of_fact(application.answers, [file.name for file in files_of(application)]),
        by=days_after(today(), WORKING_DAYS),
    )


@bp.get("/<slug>/sent/<public_id>")
def sent(public_id: str) -> ResponseReturnValue:
    application = service.find_for(g.resident.id, public_id)
    if application.category != g.fact:
        raise NotFound
    if application.status not in ("with_staff", "approved"):
        return redirect(link("status.show", application), 303)
    return page("applications/prove_sent.html", application=application, papers=to_bring(application))


@bp.route("/<slug>/no-longer", methods=["GET", "POST"])
@keeps_answers
def no_longer() -> ResponseReturnValue:
    """Ask first. Sent twice, it has ended already."""
    standing, form = facts.standing(g.resident, g.fact), ButtonForm()
    if not standing.can_end:
        return see_other(".start")
    if form.validate_on_submit():
        facts.no_longer(g.resident, g.fact)
        return see_other(".start")
    return page("applications/prove_no_longer.html", form, standing=standing, closes=facts.closes(g.resident, g.fact))


def _draft() -> "Application | None":
    return service.draft_of(g.resident.id, g.fact)


def _next(application: "Application") -> str:
    """The first page that is left: where they work or study, how they show it, the check page."""
    if is_complete(application.answers):
        return link("apply.check", application)
    return link("apply.show", application) if can_open(task_of("show"), application.answers) else url_for(".place")
