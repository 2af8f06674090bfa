"""Before there is an application: how we are in touch, that they agree, who they are and how they show it."""

from datetime import date
from typing import cast

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.staff import is_self
from ..applications import helped
from ..applications.helped import Identity, Told
from ..applications.helped_rules import CALL_BACK, CONSENT, KNOWN, NOT_SHOWN, PAPER, QUESTIONS, ways_of
from ..casework import opening
from ..core.clock import today
from ..core.errors import NotFound, Refused
from ..core.web import Form, keeps_answers, page, portal, see_other
from ..core.words import N_
from ..residents.rules import age_on
from ..residents.service import find
from . import here, visit
from .forms import (
    CallBackForm,
    ChannelForm,
    ConsentForm,
    IdentityForm,
    KnownForm,
    PaperForm,
    QuestionsForm,
    ReferenceForm,
    WhoForm,
)
from .visit import Visit

bp = portal("helping", __name__, "/staff/help", act="people.help")
ADULT = 16
_NO_SUCH = N_("No application that a colleague helped with has this reference. Check it and try again.")
FORMS: dict[str, type[Form]] = {PAPER: PaperForm, KNOWN: KnownForm, QUESTIONS: QuestionsForm, CALL_BACK: CallBackForm}


@bp.route("", methods=["GET", "POST"])
@keeps_answers
def start() -> ResponseReturnValue:
    form = ChannelForm()
    if form.validate_on_submit():
        visit.begin(form.channel.data)
        return see_other(".consent")
    return page("helping/start.html", form, drafts=helped.begun_by(_who()))


@bp.route("/go-on", methods=["GET", "POST"])
@keeps_answers
def go_on() -> ResponseReturnValue:
    """Find one that was begun, or sent, by its reference."""
    form = ReferenceForm()
    if form.validate_on_submit():
        try:
            found = helped.find_by_reference(form.reference.data)
            return see_other("helped.start", public_id=found.public_id)
        except NotFound:
            form.refuse(Refused(_NO_SUCH, "reference"))
    return page("helping/go_on.html", form)


@bp.route("/consent", methods=["GET", "POST"])
@keeps_answers
def consent() -> ResponseReturnValue:
    if visit.now_at("channel") is None:
        return see_other(".start")
    form = ConsentForm()
    if form.validate_on_submit():
        by = form.by.data
        visit.keep(by=by, right=form.right.data if by == "other" else "")
        return see_other(".who")
    return page("helping/consent.html", form, words=CONSENT)


@bp.route("/who", methods=["GET", "POST"])
@keeps_answers
def who() -> ResponseReturnValue:
    if visit.now_at("by") is None:
        return see_other(".start")
    form = WhoForm()
    if form.validate_on_submit():
        return _look(form)
    return page("helping/who.html", form)


@bp.get("/young")
def young() -> ResponseReturnValue:
    """A parent is needed: said kindly, and nothing is kept."""
    visit.finish()
    return page("helping/young.html")


@bp.route("/identity", methods=["GET", "POST"])
@keeps_answers
def identity() -> ResponseReturnValue:
    """The plain ways; to some of which there is a page, and one of which is none."""
    known = visit.now_at("who")
    if known is None:
        return see_other(".start")
    form = IdentityForm.among(_ways(known))
    if form.validate_on_submit():
        return _chosen(known, form.way.data)
    return page("helping/identity.html", form, perhaps_here=known.get("resident") is not None)


@bp.route("/identity/<name>", methods=["GET", "POST"])
@keeps_answers
def shown(name: str) -> ResponseReturnValue:
    if name not in FORMS:
        raise NotFound
    known = visit.now_at("who")
    if known is None or name not in _ways(known) or (name == CALL_BACK and "key" not in known):
        return see_other(".start")
    form = FORMS[name]()
    if form.validate_on_submit():
        try:
            return _begin(known, _taken(name, form, known))
        except Refused as refused:
            form.refuse(refused)
    return page("helping/identity_shown.html", form, back=url_for(".identity"))


@bp.post("/finish")
def finish() -> ResponseReturnValue:
    """Forget the person."""
    visit.finish()
    return see_other(".start")


def _look(form: WhoForm) -> ResponseReturnValue:
    """Keep who they are, and whether they may be here already."""
    born_on = cast(date, form.born_on.data)
    if age_on(born_on, today()) < ADULT:
        return see_other(".young")
    told = visit.Who(
        first_name=form.first_name.data or "",
        last_name=form.last_name.data,
        born_on=born_on.isoformat(),
        postcode=form.postcode.data or "",
    )
    name = visit.full_name(told)
    found = here.look_for(name, born_on, told["postcode"], form.numbered.data or "", staff_id=_who())
    if is_self(_who(), found or Told(name)):
        visit.finish()
        return page("casework/own.html", status=403)
    visit.keep(who=told, resident=found.id if found else None)
    return see_other(".identity")


def _ways(known: Visit) -> list[str]:
    person = known.get("resident")
    return ways_of(
        known["channel"],
        known_to_us=person is not None and here.can_be_asked(person),
        reachable=person is not None and here.can_be_reached(person),
    )


def _chosen(known: Visit, way: str) -> ResponseReturnValue:
    if way == NOT_SHOWN:
        return _begin(known, Identity(NOT_SHOWN))
    if way == CALL_BACK and (person := known.get("resident")) is not None:
        try:
            visit.keep(key=here.send_to_them(person))
        except Refused as refused:
            form = IdentityForm.among(_ways(known))
            form.refuse(refused)
            return page("helping/identity.html", form, perhaps_here=True)
    return see_other(".shown", name=way)


def _taken(name: str, form: Form, known: Visit) -> Identity:
    """How they showed it. Raises Refused where it does not fit."""
    if isinstance(form, PaperForm):
        return Identity(PAPER, form.kind.data, (form.ending.data or "").upper(), form.dated_on.data)
    if isinstance(form, KnownForm):
        return Identity(KNOWN, form.how.data)
    if isinstance(form, QuestionsForm):
        here.check_answers(known["resident"] or 0, form.numbered.data, form.mobile.data)
    if isinstance(form, CallBackForm):
        here.check_what_they_say(known["key"], form.code.data)
    return Identity(name)


def _begin(known: Visit, how: Identity) -> ResponseReturnValue:
    """The draft of the application; of whoever may be here already only with proof that it is them."""
    told, found = known["who"], known.get("resident")
    person = find(found) if found is not None and how.way != NOT_SHOWN else None
    answers = {key: value for key, value in told.items() if value or key == "first_name"}
    try:
        application = helped.begin(person, {} if person else answers, visit.consent(known), how, staff_id=_who())
    except Refused:
        application = None
    visit.finish()
    if person is not None and (application is None or application.status != "draft"):
        opening.give(person, "here" if known["channel"] == "in_person" else "called")
        visit.go_on_with(known, person.id, how)
        return see_other("people.show", public_id=person.public_id)
    assert application is not None  # noqa: S101  # somebody new has no card
    return see_other("helped.start", public_id=application.public_id)


def _who() -> int:
    return int(current_user.account_id)
