"""What the browser of staff keeps while they help somebody, until they finish: nothing of it outlives that."""

from datetime import date
from typing import NotRequired, TypedDict, cast

from flask import session

from ..applications.helped import Consent
from ..applications.helped_rules import CONSENT
from ..core.reader import language
from ..core.words import translate

KEPT = ("helping", "helping_code", "people_typed", "people_why", "answers")


class Who(TypedDict):
    """As the form of the application has it; `born_on` as an ISO date."""

    first_name: str
    last_name: str
    born_on: str
    postcode: str


class Visit(TypedDict):
    """Grows page by page. `resident` is whoever may be here already, `key` that of a code we sent them."""

    channel: str
    by: NotRequired[str]
    right: NotRequired[str]
    who: NotRequired[Who]
    resident: NotRequired[int | None]
    key: NotRequired[str]


def begin(channel: str) -> None:
    session["helping"] = Visit(channel=channel)


def keep(**more: object) -> None:
    session["helping"] = {**session["helping"], **more}


def now_at(step: str) -> Visit | None:
    """The visit, once it has come as far as `step`, one of its keys; else None."""
    visit = session.get("helping")
    return cast(Visit, visit) if visit and step in visit else None


def consent(visit: Visit) -> Consent:
    return Consent(visit["channel"], visit["by"], visit["right"], translate(CONSENT, language()))


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
