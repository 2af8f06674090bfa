"""The queue, one page a case, what a paper says, notes, the decision and its letter."""

from typing import Any

from flask import g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.staff import names, uses_keys
from ..applications import choices, helped_rules
from ..applications.documents import name_of
from ..applications.reason_rules import MORE, NO, Reason
from ..core.errors import Refused
from ..core.web import Form, keeps_answers, needs, page, portal, see_other, tell
from ..core.words import N_, Words
from ..evidence.answers import picture
from . import caseload, decisions, leaving, seeing, service
from .case_door import find_case
from .decisions import Overtaken
from .forms import DecisionForm, FindForm, InPersonForm, NoteForm, ReadingForm, SendForm
from .letters import Draft
from .queue_page import FOUND, TYPED, asked_for, queue_page
from .tabs import Wanted
from .viewing import view_of

bp = portal("cases", __name__, "/staff", act="cases.read")


bp.before_request(find_case)


@bp.get("")
def queue() -> ResponseReturnValue:
    """Cases, oldest first. What somebody looked for is in the session: an address holds no name."""
    wanted = asked_for(request.args)
    return see_other(".queue") if wanted is None else queue_page(wanted)


@bp.post("/find")
@keeps_answers
def find() -> ResponseReturnValue:
    form = FindForm()
    if not form.validate():
        return queue_page(Wanted("us", _who()), form)
    session[TYPED] = form.typed.data
    return see_other(".queue", state=FOUND)


@bp.get("/cases/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    service.open_case(g.case, _who())
    return _case_page()


@bp.get("/cases/<public_id>/papers/<paper>/<int:number>")
def paper(public_id: str, paper: str, number: int) -> ResponseReturnValue:
    """One page of one file of this case."""
    return picture(seeing.file_of(g.case, paper).public_id, number, actor=current_user.get_id())


@bp.post("/cases/<public_id>/papers/<paper>")
@needs("cases.work")
@keeps_answers
def read(public_id: str, paper: str) -> ResponseReturnValue:
    """What a file says."""
    file, form = seeing.file_of(g.case, paper), ReadingForm.about(_basis())
    if form.validate():
        try:
            seeing.keep_reading(g.case, file.public_id, form.paper, staff_id=_who())
            return see_other(".show", public_id=public_id, paper=paper)
        except Refused as refused:
            form.refuse(refused)
    return _case_page(form, paper)


@bp.route("/cases/<public_id>/in-person", methods=["GET", "POST"])
@needs("papers.seen")
@keeps_answers
def in_person(public_id: str) -> ResponseReturnValue:
    """What a paper says that they showed."""
    form = InPersonForm.about(_basis())
    if form.validate_on_submit():
        try:
            seeing.keep_in_person(g.case, form.paper, staff_id=_who())
            return redirect(_page_of_theirs(), 303)
        except Refused as refused:
            form.refuse(refused)
    return page("casework/in_person.html", form, application=g.case, back=_page_of_theirs())


@bp.post("/cases/<public_id>/notes")
@needs("cases.work")
@keeps_answers
def note(public_id: str) -> ResponseReturnValue:
    form = NoteForm()
    if form.validate():
        service.write_note(g.case, form.text.data, staff_id=_who())
        return see_other(".show", public_id=public_id)
    return _case_page(form)


@bp.post("/cases/<public_id>/decision")
@needs("cases.decide")
@keeps_answers
def decide(public_id: str) -> ResponseReturnValue:
    """Keep the decision as a draft and go on to its letter."""
    form = DecisionForm.about(g.case)
    if form.validate():
        try:
            told: dict[str, Any] = {"reasons": form.reasons, "own_words": form.words, "after": form.last_known}
            told |= form.days
            decisions.write(g.case, form.decision.data, staff_id=_who(), **told)
            return see_other(".letter", public_id=public_id)
        except Refused as refused:
            form.refuse(refused)
        except Overtaken as overtaken:
            return _overtaken(overtaken, form.words)
    return _case_page(form)


@bp.route("/cases/<public_id>/letter", methods=["GET", "POST"])
@needs("cases.decide")
@keeps_answers
def letter(public_id: str) -> ResponseReturnValue:
    """The letter as the person will read it; sending it is the decision."""
    form, draft = SendForm(), decisions.draft_of(g.case, _who())
    try:
        if form.validate_on_submit():
            decisions.send(g.case, form.letter.data or "", staff_id=_who())
            return see_other(".show", public_id=public_id)
    except Refused as refused:
        form.refuse(refused)
    except Overtaken as overtaken:
        return _overtaken(overtaken, draft.own_words if draft else "")
    return _letter_page(form, draft)


@bp.post("/cases/<public_id>/undo")
@needs("cases.decide")
def undo(public_id: str) -> ResponseReturnValue:
    """Take back what was decided before it leaves. Too late, the case says that it has gone."""
    try:
        leaving.undo(g.case, staff_id=_who())
        tell(N_("Undone. Nothing went to the person."))
    except Refused as refused:
        tell(refused.words)
    return see_other(".show", public_id=public_id)


def _who() -> int:
    return int(current_user.account_id)


def _page_of_theirs() -> str:
    """The case, or the person's page for who sees no cases."""
    if "cases.read" in current_user.acts:
        return url_for(".show", public_id=g.case.public_id)
    return url_for("people.show", public_id=g.case.resident.public_id)


def _basis() -> str:
    return str(g.case.fact)


def _case_page(sent: Form | None = None, paper: str | None = None) -> ResponseReturnValue:
    """The case with its three forms; `sent` is the one that was refused, `paper` the file that is looked at."""
    found = service.case(g.case, _who())
    view = view_of(found, request.args, paper)
    forms: dict[str, Form] = {
        "decision": DecisionForm.about(g.case, _drafted(found)),
        "reading": ReadingForm.about(_basis(), view.known if view else {}),
        "note": NoteForm(formdata=None),
    }
    for name, form in forms.items():
        if sent is not None and type(sent) is type(form):
            forms[name] = sent
    context: dict[str, Any] = {
        "case": found,
        "view": view,
        "forms": forms,
        "name_of": name_of,
        "choices": choices,
        "says": {"more": _letters(MORE), "no": _letters(NO)},
        "helped_rules": helped_rules,
        "beside": caseload.beside(g.case),
        "keys": uses_keys(_who()),
    }
    return page("casework/case.html", sent, **context)


def _letters(reasons: dict[str, Reason]) -> dict[str, Words]:
    """What each reason says in the letter."""
    return {slug: reason.letter for slug, reason in reasons.items()}


def _drafted(found: service.Case) -> dict[str, Any]:
    """What this member of staff chose before, and which decision they know of."""
    ends = [row.ends_on for row in found.seen if row.ends_on]
    known: dict[str, Any] = {"after": str(found.decisions[0].id) if found.decisions else ""}
    known["until_on"] = ends[-1] if ends else None
    draft = decisions.draft_of(found.application, _who()) if found.open else None
    if draft is None:
        return known
    no = draft.reasons[0] if draft.outcome == "refused" else None
    more = list(draft.reasons) if draft.outcome == "more_needed" else []
    known |= {"from_on": draft.from_on, "until_on": draft.until_on or known["until_on"]}
    return known | {"decision": draft.outcome, "more": more, "no": no, "own_words": draft.own_words}


def _letter_page(form: SendForm, draft: Draft | None) -> ResponseReturnValue:
    if draft is None:
        return see_other(".show", public_id=g.case.public_id)
    try:
        written = decisions.letter_of(g.case, draft)
    except Overtaken as overtaken:
        return _overtaken(overtaken, draft.own_words)
    form.letter.data = written.hash
    unmet = service.unmet(g.case) if draft.outcome == "approved" else []
    return page("casework/letter.html", form, application=g.case, draft=draft, letter=written, unmet=unmet)


def _overtaken(overtaken: Overtaken, own_words: str) -> ResponseReturnValue:
    """Who did what meanwhile, and what was typed here, so that nothing is lost."""
    made = overtaken.decision
    who = names([made.staff_id])[made.staff_id] if made else None
    context: dict[str, Any] = {"application": g.case, "decision": made, "who": who, "own_words": own_words}
    return page("casework/overtaken.html", status=409, **context)
