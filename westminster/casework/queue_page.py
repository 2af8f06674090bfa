"""The page of the queue: what an address asks for, and what is shown of it."""

from collections.abc import Mapping
from typing import Any

from flask import request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.staff import able, uses_keys
from ..core.web import page
from ..proofs import differences
from . import caseload, search
from .filters import filters_of
from .forms import FilterForm, FindForm
from .owning import WORKS
from .reading import note_found
from .rules import WHY
from .tabs import BY_OWNER, COUNT_TO, TABS, Wanted, counts

FOUND, TYPED = "found", "cases_typed"


def asked_for(args: Mapping[str, str]) -> Wanted | None:
    """None for what is no tab, no reason or no colleague, and for what was found when nothing was looked for."""
    state, why, owner = (args.get(name, "") for name in ("state", "why", "owner"))
    state, reader = state or "us", int(current_user.account_id)
    if state == FOUND and session.get(TYPED):
        return Wanted(state, reader)
    colleagues = {one.account.subject: one.account_id for one in able(WORKS)} if owner else {}
    good = state in TABS and (not why or why in WHY) and (not owner or (owner in colleagues and state in BY_OWNER))
    return Wanted(state, reader, why, colleagues.get(owner)) if good else None


def queue_page(wanted: Wanted, form: FindForm | None = None) -> ResponseReturnValue:
    """`form` is the search that was refused."""
    state, typed = wanted.state, session.get(TYPED, "")
    found = search.look_for(typed) if state == FOUND else None
    if found:
        note_found([one.id for one in found.people], actor=current_user.get_id())
        shown = caseload.Listed(caseload.of_people(found.people), None, None)
    else:
        shown = caseload.listed(wanted, **{name: request.args.get(name, "") for name in ("before", "after")})
    team = able(WORKS) if state in BY_OWNER else []
    owner = next((one.account.subject for one in team if one.account_id == wanted.owner), "")
    context: dict[str, Any] = {
        "state": state,
        "why": wanted.why,
        "owner": owner,
        "shown": shown,
        "mended": found.told if found else [],
        "tabs": TABS,
        "kept": filters_of(wanted.reader),
        "keys": uses_keys(wanted.reader),
        "counts": counts(wanted.reader),
        "differing": differences.count(),
        "most": COUNT_TO,
        "filtering": FilterForm.of(team, wanted.why, owner),
        "finding": form or FindForm(formdata=None, data={"typed": typed if state == FOUND else ""}),
    }
    return page("casework/queue.html", form, **context)
