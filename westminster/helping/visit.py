"""What the browser of staff keeps while they help somebody, until they finish: nothing of it outlives that."""

from datetime import date, datetime
from typing import NotRequired, TypedDict, cast

from flask import session

from ..applications.helped import Consent, Identity
from ..applications.helped_rules import CONSENT
from ..casework.opening import STAYS_OPEN
from ..core.clock import now
from ..core.reader import language
from ..core.words import Words, translate

KEPT = ("helping", "helping_code", "people_typed", "people_why", "answers")


class Who(TypedDict):
    """As the form of the application has it; `born_on` as an ISO date."""

    first_name: str
    last_name: str
    born_on: str
    postcode: str


class Visit(TypedDict):
    """Grows page by page. `resident` is whoever may be here already, `key` that of a code we sent them.

    `how` is there once `resident` has shown that it is them: helped.Identity, its date as an ISO date, "" for none.
    """

    channel: str
    by: NotRequired[str]
    right: NotRequired[str]
    who: NotRequired[Who]
    resident: NotRequired[int | None]
    key: NotRequired[str]
    how: NotRequired[dict[str, str]]
    until: NotRequired[str]


def begin(channel: str) -> None:
    session["helping"] = Visit(channel=channel)


def keep(**more: object) -> None:
    session["helping"] = {**session["helping"], **more}


def now_at(step: str) -> Visit | None:
    """The visit, once it has come as far as `step`, one of its keys; else None."""
    visit = session.get("helping")
    return cast(Visit, visit) if visit and step in visit else None


def consent(visit: Visit, read_out: Words = CONSENT) -> Consent:
    return Consent(visit["channel"], visit["by"], visit["right"], translate(read_out, language()))


def go_on_with(known: Visit, resident_id: int, how: Identity) -> None:
    """Only what is needed to help somebody whom we know, and who has shown who they are, with something more, for an hour."""
    kept = {"way": how.way, "note": how.note, "ending": how.ending}
    dated_on = how.dated_on.isoformat() if how.dated_on else ""
    session["helping"] = Visit(
        channel=known["channel"],
        by=known["by"],
        right=known["right"],
        resident=resident_id,
        how={**kept, "dated_on": dated_on},
        until=(now() + STAYS_OPEN).isoformat(),
    )


def with_person(resident_id: int) -> Visit | None:
    """The visit in which this person agreed and showed who they are, within the hour; else None."""
    known = now_at("how")
    if known is None or known.get("resident") != resident_id or datetime.fromisoformat(known["until"]) <= now():
        return None
    return known


def identity(visit: Visit) -> Identity:
    how = visit["how"]
    dated_on = date.fromisoformat(how["dated_on"]) if how["dated_on"] else None
    return Identity(how["way"], how["note"], how["ending"], dated_on)


def full_name(who: Who) -> str:
    return f"{who['first_name']} {who['last_name']}".strip()


def born_on(who: Who) -> date:
    return date.fromisoformat(who["born_on"])


def code_for(public_id: str) -> str:
    """The code that was made for this application in this browser and is still to be printed; "" for none."""
    kept = session.get("helping_code", {})
    return str(kept["code"]) if kept.get("public_id") == public_id else ""


def finish() -> None:
    """Forget the person: on a counter that others share nothing stays."""
    for name in KEPT:
        session.pop(name, None)
