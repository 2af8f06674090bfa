"""Staff find a person, open their page with a reason, and do something to their card."""

from flask import g, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.service import end_all
from ..accounts.staff import is_self
from ..applications import afterwards, choices, looking_again
from ..applications import service as applications
from ..applications.rules import WITH_US
from ..cards import service as cards
from ..casework import opening
from ..casework.forms import FindForm, NumberForm
from ..core.errors import Refused
from ..core.web import ButtonForm, keeps_answers, needs, page, portal, see_other, tell
from ..core.words import N_
from ..renewals import service as renewals
from ..residents.service import find_public
from ..wallets.answers import on_paper
from . import adding, card_acts, ending, people
from .people_forms import AskedForm, EndForm, ReasonForm, WhyForm

# What may follow the question why, by the name in its address, with the act that it needs.
_ON_THE_WAY = {"case": ("cases.read", "cases.show"), "helped": ("people.help", "helped.sent")}
bp = portal("people", __name__, "/staff/people", act="people.open")


@bp.before_request
def _find_person() -> ResponseReturnValue | None:
    """The person of the address: never oneself; without a case with us, only for a reason that was given."""
    public_id = (request.view_args or {}).get("public_id")
    if public_id is None:
        return None
    g.person = find_public(public_id)
    if is_self(_who(), g.person):
        return page("casework/own.html", status=403)
    g.open = opening.open_for(g.person, f"resident:{g.person.id}") is not None
    return None if g.open or request.endpoint == "people.why" else see_other(".why", public_id=public_id)


@bp.route("", methods=["GET", "POST"])
@keeps_answers
def find() -> ResponseReturnValue:
    """What somebody looked for is in the session: an address holds no name.

    By name only for those who may: others have the card or the letter of who is there before them.
    """
    anyhow = "people.search" in current_user.acts
    form = FindForm() if anyhow else NumberForm()
    if form.validate_on_submit():
        session["people_typed"] = form.typed.data
        return see_other(".find")
    typed = session.get("people_typed", "")
    if not form.is_submitted():
        form.typed.data = typed
    who, former = current_user.get_id(), "people.former" in current_user.acts
    found, mended = people.find(typed, actor=who, anyhow=anyhow, former=former)
    return page(
        "home/people.html",
        form,
        found=found,
        mended=mended,
        typed=typed,
        anyhow=anyhow,
        states=people.STATES,
    )


@bp.route("/<public_id>/why", methods=["GET", "POST"])
@keeps_answers
def why(public_id: str) -> ResponseReturnValue:
    """Ask why; then their page, or the closed case or the application by help that somebody was on the way to."""
    form, on_the_way = WhyForm(), {name: request.args[name] for name in _ON_THE_WAY if request.args.get(name)}
    if form.validate_on_submit():
        opening.give(g.person, form.why.data)
        g.open = True
    if g.open and not form.errors:
        for name, other in on_the_way.items():
            act, endpoint = _ON_THE_WAY[name]
            if act in current_user.acts:
                return see_other(endpoint, public_id=other)
        return see_other(".show", public_id=public_id)
    return page("home/person_why.html", form, resident=g.person, on_the_way=on_the_way)


@bp.get("/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    return page(
        "home/person.html",
        ButtonForm(),
        person=people.page_of(g.person),
        states=people.STATES,
        stages=people.STAGES,
        waiting=WITH_US,
        choices=choices,
    )


@bp.route("/<public_id>/sign-out", methods=["GET", "POST"])
@needs("people.sign_out")
def sign_out(public_id: str) -> ResponseReturnValue:
    """Every browser they are signed in with; they can sign in again."""
    form = ButtonForm()
    if form.validate_on_submit():
        if g.person.account_id:
            end_all(g.person.account_id, actor=current_user.get_id())
        tell(N_("They are signed out everywhere."))
        return see_other(".show", public_id=public_id)
    return page("home/person_sign_out.html", form, resident=g.person)


@bp.route("/<public_id>/card/<card_id>/<act>", methods=["GET", "POST"])
@needs("cards.change")
@keeps_answers
def act(public_id: str, card_id: str, act: str) -> ResponseReturnValue:
    """Ask why, then do it. Done already, by a second press or somebody else: the person's page shows it."""
    chosen, card = card_acts.act_of(act), cards.find_for(g.person.id, card_id)
    form = ReasonForm.of(chosen)
    try:
        if form.validate_on_submit():
            card_acts.do(act, card, form.reason.data, staff=_who())
            return see_other(".show", public_id=public_id)
    except Refused:
        return see_other(".show", public_id=public_id)
    if chosen.why_not(card) is not None:
        return see_other(".show", public_id=public_id)
    return page("home/person_card.html", form, resident=g.person, card=card, act=chosen, slug=act)


@bp.route("/<public_id>/applications/<application_id>/withdraw", methods=["GET", "POST"])
@needs("people.help")
@keeps_answers
def withdraw(public_id: str, application_id: str) -> ResponseReturnValue:
    """For somebody who takes it back here or on the telephone. Sent twice, or too late, their page shows it."""
    application, form = applications.find_for(g.person.id, application_id), ButtonForm()
    if application.status not in WITH_US:
        return see_other(".show", public_id=public_id)
    if form.validate_on_submit():
        try:
            afterwards.withdraw(application, actor=current_user.get_id())
            tell(N_("They took it back. Their files are deleted, and we wrote to them."))
        except Refused as refused:
            tell(refused.words)
        return see_other(".show", public_id=public_id)
    return page("home/person_withdraw.html", form, resident=g.person, application=application)


@bp.route("/<public_id>/renew", methods=["GET", "POST"])
@needs("cards.change")
def renew(public_id: str) -> ResponseReturnValue:
    """With one button, as they can themselves: who is asked again. Sent twice, it is renewed once."""
    card, form = renewals.card_to_renew(g.person.id), ButtonForm()
    if card is None:
        return see_other(".show", public_id=public_id)
    way = renewals.way(g.person, card)
    if way and form.validate_on_submit():
        good = renewals.renew(g.person, actor=current_user.get_id())
        tell(N_("The card is renewed.") if good else N_("We could not tell. That is not a no: help them apply."))
        return see_other(".show", public_id=public_id)
    return page("home/person_renew.html", form, resident=g.person, card=card, way=way)


@bp.get("/<public_id>/card.pdf")
@needs("cards.change")
def card_pdf(public_id: str) -> ResponseReturnValue:
    """The card on paper, for somebody without a phone. Raises NotFound where there is none that works."""
    made = on_paper(g.person.id)
    people.note_printed(g.person, actor=current_user.get_id())
    return made


@bp.route("/<public_id>/shown/<slug>/end", methods=["GET", "POST"])
@needs("cases.decide")
@keeps_answers
def end(public_id: str, slug: str) -> ResponseReturnValue:
    """Ask why, then what they have shown counts no more. Ended already, their page shows it."""
    version, form = people.shown_by(g.person, slug), EndForm()
    if version is None:
        return see_other(".show", public_id=public_id)
    if form.validate_on_submit():
        ending.end(g.person, slug, form.reason.data, staff_id=_who())
        return see_other(".show", public_id=public_id)
    return page("home/person_end.html", form, resident=g.person, version=version, slug=slug)


@bp.post("/<public_id>/services/<slug>/add")
@needs("cards.change")
def add_service(public_id: str, slug: str) -> ResponseReturnValue:
    """With one press, as they ask for it; pressed twice, it stays so."""
    adding.add_for(g.person, slug, staff_id=_who())
    return see_other(".show", public_id=public_id)


@bp.route("/<public_id>/applications/<application_id>/look-again", methods=["GET", "POST"])
@needs("people.help")
@keeps_answers
def look_again(public_id: str, application_id: str) -> ResponseReturnValue:
    """For somebody who asks it here or on the telephone, as our letter says that they can. Sent twice, it is sent."""
    application, form = applications.find_for(g.person.id, application_id), AskedForm()
    if form.validate_on_submit():
        try:
            looking_again.ask_with(application, form.words.data, form.channel.data, staff_id=_who())
            tell(N_("Sent. Somebody else looks again."))
            return see_other(".show", public_id=public_id)
        except Refused:
            return see_other(".look_again", public_id=public_id, application_id=application_id)
    stands, until_on = looking_again.standing_of(application), looking_again.last_day(application)
    context = {"resident": g.person, "application": application, "stands": stands.value, "until_on": until_on}
    return page("home/person_look_again.html", form, **context)


def _who() -> int:
    return int(current_user.account_id)
