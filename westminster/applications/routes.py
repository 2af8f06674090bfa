"""Apply for the card: the list of parts, a page for each question, check, send, and what happens next."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..core.clock import today
from ..core.errors import NotFound, Refused
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from ..places.rules import said
from ..sources.council_tax import list_of, tries_left
from . import asking, helped, proving, rules, service
from .check_rules import told
from .forms import FORMS, CouncilTaxForm
from .rules import Answers
from .showing import files_of, to_bring
from .summary import groups, outlook, shown_by

if TYPE_CHECKING:
    from .models import Application

bp = portal("apply", __name__, "/apply", role="resident")


@bp.get("")
def start() -> ResponseReturnValue:
    """Where the person stands: the first page, the list of parts, what was sent, or the card they have."""
    who = asking.person_id()
    state = service.state_of(who)
    if state == "has_card":
        return page("applications/has_card.html")
    if state == "sent":
        return see_other("status.show")
    application = service.draft_of(who)
    if application is None:
        return page("applications/start.html", ButtonForm())
    return parts(application)


def parts(application: "Application") -> ResponseReturnValue:
    """The list of parts of a draft."""
    answers = application.answers
    return page(
        "applications/tasks.html",
        application=application,
        sections=[(section.title, _rows(section, answers)) for section in rules.SECTIONS],
        done=len(rules.done(answers)),
        total=len(rules.TASKS),
        minutes=1 + sum(task.minutes for task in rules.TASKS if rules.missing(task, answers)),
        complete=rules.is_complete(answers),
    )


@bp.post("")
@keeps_answers
def begin() -> ResponseReturnValue:
    form = ButtonForm()
    if not form.validate():
        return page("applications/start.html", form)
    with suppress(Refused):  # there is a card already: the start page says so
        service.begin(asking.person(), told(request.args.get("because")), actor=asking.actor())
    return see_other(".start")


@bp.route("/<slug>", methods=["GET", "POST"])
@keeps_answers
def question(slug: str) -> ResponseReturnValue:
    if slug not in FORMS:
        raise NotFound
    application = service.draft_of(asking.person_id())
    if application is None:
        return see_other(".start")
    form = FORMS[slug].filled(service.known(application))
    if form.validate_on_submit():
        return _onward(slug, service.save(application, form.answers()).answers)
    return page(
        f"applications/{form.template}",
        form,
        answers=application.answers,
        back=_back(slug, application.answers),
        place=lambda: service.place_of(application),
        said=said,
    )


@bp.route("/show", methods=["GET", "POST"])
@keeps_answers
def show() -> ResponseReturnValue:
    """How they show it: found in the Council Tax list, or a person looks."""
    application, form = service.draft_of(asking.person_id()), CouncilTaxForm()
    if application is None or not rules.can_open(rules.task_of("show"), application.answers):
        return see_other(".start")
    if form.validate_on_submit():
        try:
            service.check_council_tax(application, form.account_number.data, actor=asking.actor())
            return see_other(".show", **_carried())
        except Refused as refused:
            form.refuse(refused)
    return page(
        "applications/show.html",
        form,
        answers=application.answers,
        back=_back("show", application.answers),
        carried=_carried(),
        found=rules.is_found(application.answers),
        lives=rules.lives(application.answers),
        may_match=helped.may_match(application),
        online={"said": proving.said(application), "needs_way": proving.needs_way(application)}
        if proving.offered(application)
        else None,
        tries=tries_left(application.resident_id),
        list_of=list_of(),
    )


@bp.route("/check", methods=["GET", "POST"])
@keeps_answers
def check() -> ResponseReturnValue:
    """All answers, to look at and to send. Sent twice, it leads to the same page."""
    who, form = asking.person_id(), ButtonForm()
    application = service.draft_of(who)
    if application is None:
        return _to_sent(who) if request.method == "POST" else see_other(".start")
    if not rules.is_complete(application.answers):
        return see_other(".start")
    if form.validate_on_submit():
        sent = service.submit(application, actor=asking.actor())
        return see_other(".sent", public_id=sent.public_id)
    answers = application.answers
    return page(
        "applications/check.html",
        form,
        change=_change,
        found=rules.is_found(answers),
        groups=groups(answers, [file.name for file in files_of(application)]),
        kept_until=application.kept_until,
        outlook=outlook(answers, today()),
    )


@bp.get("/sent/<public_id>")
def sent(public_id: str) -> ResponseReturnValue:
    who = asking.person_id()
    application = service.find_for(who, public_id)
    if application.status not in ("with_staff", "approved"):  # much has happened since it was sent
        return see_other("status.show")
    return page(
        "applications/sent.html",
        application=application,
        card_works=service.card_works(who),
        papers=to_bring(application),
        why=rules.WHY_A_PERSON.get(application.why_a_person or ""),
    )


def _to_sent(who: int) -> ResponseReturnValue:
    """To what they sent last, or to the start for somebody who sent nothing."""
    last = service.latest_sent(who)
    return see_other(".sent", public_id=last.public_id) if last else see_other(".start")


def _carried() -> dict[str, Any]:
    """Somebody who came from the check page goes back to it."""
    return {"from": "check"} if request.args.get("from") == "check" else {}


def _address(slug: str, carried: dict[str, Any]) -> str:
    return url_for(".show", **carried) if slug == "show" else url_for(".question", slug=slug, **carried)


def _change(slug: str) -> str:
    return _address(slug, {"from": "check"})


def _back(slug: str, answers: Answers) -> str:
    if _carried():
        return url_for(".check")
    before = rules.page_before(slug, answers)
    return _address(before.slug, {}) if before else url_for(".start")


def _onward(slug: str, answers: Answers) -> ResponseReturnValue:
    """The next page of the part; after a change, what it left unanswered, then the check page."""
    if not _carried():
        after = rules.page_after(slug, answers)
        return redirect(_address(after.slug, {}), 303) if after else see_other(".start")
    missing = rules.missing(rules.task_of(slug), answers)
    if missing:
        return redirect(_change(missing[0].slug), 303)
    return see_other(".check" if rules.is_complete(answers) else ".start")


def _rows(section: rules.Section, answers: Answers) -> list[dict[str, Any]]:
    """A section as macros/task_list.html draws it."""
    rows = []
    for task in section.tasks:
        left = rules.missing(task, answers)
        state = ("start" if left else "done") if rules.can_open(task, answers) else "later"
        first = (left or task.steps)[0] if len(left) < len(task.steps) else task.steps[0]
        hint = shown_by(answers) if (task.slug, state) == ("show", "done") else task.hint
        rows.append({"title": task.title, "state": state, "hint": hint, "href": _address(first.slug, {})})
    return rows
