"""Where the application stands, for the person signed in: see it, send more, take it back."""

from contextlib import suppress

from flask import g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.clock import today
from ..core.errors import Refused
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from ..proofs.rules import CATEGORIES
from ..residents.service import for_account
from . import afterwards, showing, standing
from .documents import name_of
from .rules import WITH_US
from .status_forms import MoreForm
from .whose import link, told_by_address

bp = portal("status", __name__, "/apply", role="resident")
told_by_address(bp)


@bp.before_request
def _find_application() -> ResponseReturnValue | None:
    """Somebody who never began is at the beginning."""
    g.resident_id = for_account(current_user.account_id).id
    g.application = afterwards.of(g.resident_id, g.fact)
    if g.application:
        return None
    return see_other("prove.start", slug=g.fact) if g.fact else see_other("apply.start")


@bp.get("/status")
def show() -> ResponseReturnValue:
    application = g.application
    return page(
        "applications/status.html",
        application=application,
        shows=CATEGORIES[application.fact].on(today()).you if g.fact else None,
        files=showing.files_of(application),
        infected=showing.infected(application),
        name_of=name_of,
        papers=showing.to_bring(application),
        said=standing.what_we_said(application),
        happened=standing.what_happened(application),
        told=standing.what_they_said(application),
        expected_on=standing.expected_on(application),
        may_withdraw=application.status in WITH_US,
    )


@bp.route("/more", methods=["GET", "POST"])
@keeps_answers
def more() -> ResponseReturnValue:
    """What we ask for. Words wait in the session while a file is added."""
    if g.application.status != "more_needed":
        return see_other(".show")
    form = MoreForm(data={"words": session.get("more", "")})
    if form.validate_on_submit():
        if "add" in request.form:
            session["more"] = form.words.data
            return redirect(link("evidence.kind", g.application), 303)
        try:
            afterwards.answer(g.application, form.words.data, actor=_actor())
            session.pop("more", None)
            return see_other(".show")
        except Refused as refused:
            form.refuse(refused)
    return page(
        "applications/more.html",
        form,
        application=g.application,
        files=showing.unsent(g.application),
        name_of=name_of,
        said=standing.what_we_said(g.application),
    )


@bp.route("/withdraw", methods=["GET", "POST"])
@keeps_answers
def withdraw() -> ResponseReturnValue:
    """Ask first. Sent twice, or too late, the status page says where it stands."""
    form = ButtonForm()
    if g.application.status not in WITH_US:
        return see_other(".show")
    if form.validate_on_submit():
        with suppress(Refused):
            afterwards.withdraw(g.application, actor=_actor())
        return see_other(".show")
    return page("applications/withdraw.html", form, application=g.application)


def _actor() -> str:
    return f"resident:{g.resident_id}"
