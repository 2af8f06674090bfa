"""Why the member of staff at the browser opens a person's record: for a case with us, or for a reason that they gave."""

from datetime import datetime, timedelta

from flask import request, session
from flask_login import current_user

from ..core.clock import now
from ..residents.models import Resident
from .reading import has_case, note_look

CASE = "case"
STAYS_OPEN = timedelta(hours=1)


def open_for(resident: Resident, at: str) -> str | None:
    """Why, with the look noted for the person to see; None where nothing was noted and a reason must be asked for.

    `at` is what is opened ("application:12"). Whoever had a case open has it as their reason for the hour after,
    so that they see what they decided. What a page sends still counts when the hour of its reason is over.
    """
    if "cases.read" in current_user.acts and has_case(resident):
        if _given(resident) != CASE:
            give(resident, CASE)
        why: str | None = CASE
    else:
        why = _given(resident, late=request.method == "POST")
    if why is not None:
        note_look(resident.id, actor=current_user.get_id(), at=at, why=why)
    return why


def give(resident: Resident, why: str) -> None:
    """Keep a reason, for an hour."""
    given = {"why": why, "until": (now() + STAYS_OPEN).isoformat()}
    session["people_why"] = {**session.get("people_why", {}), resident.public_id: given}


def _given(resident: Resident, *, late: bool = False) -> str | None:
    given = session.get("people_why", {}).get(resident.public_id)
    if given is None or not (late or datetime.fromisoformat(given["until"]) > now()):
        return None
    return str(given["why"])
