"""Follow an application by its reference and a code, for somebody who cannot or does not want to sign in."""

from flask import request, session
from flask.typing import ResponseReturnValue

from ..core.errors import Refused
from ..core.web import keeps_answers, page, portal, see_other
from . import follow, showing, standing
from .follow_forms import CodeForm, ReferenceForm

bp = portal("follow", __name__, "/follow")


@bp.route("", methods=["GET", "POST"])
@keeps_answers
def start() -> ResponseReturnValue:
    form = ReferenceForm()
    if form.validate_on_submit():
        try:
            session["follow"] = follow.ask(form.reference.data, request.remote_addr or "")
            return see_other(".code")
        except Refused as refused:
            form.refuse(refused)
    return page("applications/follow.html", form)


@bp.route("/code", methods=["GET", "POST"])
@keeps_answers
def code() -> ResponseReturnValue:
    visit, form = session.get("follow"), CodeForm()
    if visit is None:
        return see_other(".start")
    if form.validate_on_submit():
        try:
            session["follow"] = follow.open_with(visit, form.code.data)
            return see_other(".show")
        except Refused as refused:
            form.refuse(refused)
    return page("applications/follow_code.html", form)


@bp.get("/status")
def show() -> ResponseReturnValue:
    """Where it stands; no name, no address, nothing that somebody wrote."""
    application = follow.application_of(session.get("follow"))
    if application is None:
        return see_other(".start")
    return page(
        "applications/follow_status.html",
        application=application,
        papers=showing.to_bring(application),
        said=standing.what_we_said(application),
        happened=standing.what_happened(application),
        expected_on=standing.expected_on(application),
    )
