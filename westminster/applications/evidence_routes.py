"""Show it by files, one a page, or in person at a library. Open while the application takes files."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import NotFound
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other, takes_files
from ..evidence import service as evidence
from ..evidence.answers import picture as answer_with_picture
from ..evidence.limits import MAX_BYTES, MAX_BYTES_TOGETHER, MAX_FILES
from ..evidence.rules import TOO_LARGE
from ..residents.service import for_account
from . import service, showing
from .documents import name_of
from .evidence_forms import AnotherForm, KindForm, UploadForm
from .rules import IN_PERSON, UPLOAD, is_complete
from .whose import link, told_by_address

if TYPE_CHECKING:
    from .models import Application

bp = portal("evidence", __name__, "/apply/evidence", role="resident")
told_by_address(bp)
FORM_BYTES = 64 * 1024  # what a form adds to its file


@bp.before_request
def _find_application() -> ResponseReturnValue | None:
    """Somebody whose application takes no files is told where it stands; a file of their own is theirs all the same."""
    g.resident_id = for_account(current_user.account_id).id
    g.application = showing.taking_files(g.resident_id, g.fact)
    return None if g.application or "public_id" in (request.view_args or {}) else _where_it_stands()


@bp.route("", methods=["GET", "POST"])
@keeps_answers
def files() -> ResponseReturnValue:
    """The files they added, and whether they add another."""
    unsent = showing.unsent(g.application)
    if not unsent:
        return see_other(".kind")
    full = len(showing.files_of(g.application)) >= MAX_FILES
    form = ButtonForm() if full else AnotherForm()
    if form.validate_on_submit():
        return _done_with_files() if full or form.another.data == "no" else see_other(".kind")
    return page(
        "applications/evidence_files.html",
        form,
        files=unsent,
        infected=showing.infected(g.application),
        full=full,
        name_of=name_of,
    )


@bp.route("/kind", methods=["GET", "POST"])
@keeps_answers
def kind() -> ResponseReturnValue:
    documents = showing.documents_for(g.application)
    form = KindForm.among(documents)
    if form.validate_on_submit():
        return see_other(".add", kind=form.kind.data)
    hints = {document.slug: document.how_new for document in documents}
    return page(
        "applications/evidence_kind.html",
        form,
        hints=hints,
        earlier=showing.earlier(g.application),
        infected=showing.infected(g.application),
        name_of=name_of,
        back=_before(),
    )


@bp.post("/again/<public_id>")
def again(public_id: str) -> ResponseReturnValue:
    """Give a file of theirs for this application too. Sent twice, it is there once."""
    if g.application is None:
        return _where_it_stands()
    showing.add_again(g.application, public_id, actor=_actor())
    return see_other(".files")


@bp.route("/add/<kind>", methods=["GET", "POST"])
@takes_files(MAX_BYTES_TOGETHER + FORM_BYTES)
@keeps_answers
def add(kind: str) -> ResponseReturnValue:
    """The kind is in the address, so that a file that fails loses no answer. Those that arrived stay."""
    document = next((d for d in showing.documents_for(g.application) if d.slug == kind), None)
    if document is None:
        raise NotFound
    form = UploadForm()
    if form.validate_on_submit():
        sent = [(file.stream, file.filename) for file in form.file.data]
        refused = showing.add_all(g.application, sent, kind, actor=_actor())
        if refused is None:
            return see_other(".files")
        form.refuse(refused)
    context: dict[str, Any] = {"files": showing.unsent(g.application), "most": MAX_BYTES, "too_large": TOO_LARGE}
    return page("applications/evidence_add.html", form, document=document, basis=g.application.fact, **context)


@bp.get("/file/<public_id>/<int(max=30):number>")
def picture(public_id: str, number: int) -> ResponseReturnValue:
    """A page of a file of their own."""
    file = evidence.find_for(g.resident_id, public_id)
    return answer_with_picture(file.public_id, number, actor=_actor())


@bp.route("/file/<public_id>/remove", methods=["GET", "POST"])
@keeps_answers
def remove(public_id: str) -> ResponseReturnValue:
    """Ask first. Sent twice, it is gone already."""
    form = ButtonForm()
    if form.validate_on_submit():
        return _take_back(public_id)
    file = evidence.find_for(g.resident_id, public_id)
    if g.application is None or file not in showing.unsent(g.application):
        return _where_it_stands()
    return page("applications/evidence_remove.html", form, file=file, kind=name_of(file.kind))


@bp.route("/in-person", methods=["GET", "POST"])
@keeps_answers
def in_person() -> ResponseReturnValue:
    """What to bring, where, and what to say there."""
    form = ButtonForm()
    if form.validate_on_submit():
        return _onward(service.show_by(g.application, IN_PERSON))
    return page(
        "applications/evidence_in_person.html",
        form,
        documents=showing.documents_for(g.application),
        files=showing.unsent(g.application),
    )


def _actor() -> str:
    return f"resident:{g.resident_id}"


def _before() -> str:
    """Where the way of adding files begins."""
    if g.application.status == "draft":
        return link("apply.show", g.application)
    return _where_asked(g.application)


def _where_asked(application: "Application") -> str:
    """The page of what we asked for, or of the papers with which we look again."""
    if application.status == "refused":
        return url_for("look_again.check", public_id=application.public_id)
    return link("status.more", application)


def _where_it_stands() -> ResponseReturnValue:
    return see_other("prove_status.show", slug=g.fact) if g.fact else see_other("status.show")


def _take_back(public_id: str) -> ResponseReturnValue:
    if g.application:
        with suppress(NotFound):
            showing.take_back(g.application, public_id, actor=_actor())
    return see_other(".files")


def _done_with_files() -> ResponseReturnValue:
    """Files stay when another answer makes the person say again how they show it: now it is by these."""
    return _onward(service.show_by(g.application, UPLOAD))


def _onward(application: "Application") -> ResponseReturnValue:
    """To what is left to answer, to the check page, or to what we asked for."""
    if application.status != "draft":
        return redirect(_where_asked(application), 303)
    page_after = "apply.check" if is_complete(application.answers) else "apply.start"
    return redirect(link(page_after, application), 303)
