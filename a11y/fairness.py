"""What pages show of asking us to look again, and of a decision that has not left. As in arranged.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from a11y.casework import given
from tests.casework.cases import BILL, decide, make_case, write
from tests.factories import make_staff
from westminster.applications import looking_again
from westminster.applications import service as applications
from westminster.applications.models import Application
from westminster.casework import decisions, lateness, seeing
from westminster.core.clock import frozen, now

Arranged = Callable[[Any], dict[str, str]]


def refused(
    *, begun_anew: bool = False, written: bool = False, asked: bool = False, days_ago: int = 0, status: bool = False
) -> Arranged:
    """Somebody to whom we said no, as far as they have come with asking us to look again."""

    def arrange(visitor: Any) -> dict[str, str]:
        case = _refused(days_ago)
        who = {"actor": f"resident:{case.resident_id}"}
        if begun_anew:
            applications.begin(case.resident)
        if written or asked:
            looking_again.write(case, "I live inside.\nLook at the map.", **who)
        if asked:
            looking_again.ask(case, **who)
        visitor.sign_in(case.resident.account_id)
        return {} if status else {"public_id": case.public_id}

    return arrange


def _refused(days_ago: int) -> Application:
    with frozen(now() - timedelta(days=days_ago)):
        return decide(make_case(papers=1), make_staff(name="Ben Adeyemi"), "refused", "outside")


def late(visitor: Any) -> dict[str, str]:
    """Somebody who was told that we are late."""
    case = make_case(papers=1, days_ago=16)
    lateness.tell_who_waits()
    visitor.sign_in(case.resident.account_id)
    return {}


def to_review(*roles: str) -> Arranged:
    """Staff at a case that somebody else refused."""

    def arrange(visitor: Any) -> dict[str, str]:
        case = _refused(0)
        who = {"actor": f"resident:{case.resident_id}"}
        looking_again.write(case, "I live inside.\nLook at the map.", **who)
        looking_again.ask(case, **who)
        visitor.sign_in(make_staff(*roles).account_id)
        return {"public_id": case.public_id}

    return arrange


def not_left(outcome: str, *reasons: str, by_colleague: bool = False) -> Arranged:
    """Staff at a case with a decision that leaves in five minutes."""

    def arrange(visitor: Any) -> dict[str, str]:
        case, staff = make_case(), make_staff()
        decider = make_staff(name="Hana Clarke") if by_colleague else staff
        if outcome == "approved":
            seeing.keep_in_person(case, BILL, staff_id=decider.account_id)
        write(case, decider, outcome, *reasons)
        letter = decisions.letter_of(case, decisions.draft_of(case, decider.account_id))
        decisions.send(case, letter.hash, staff_id=decider.account_id)
        visitor.sign_in(staff.account_id)
        return {"public_id": case.public_id}

    return arrange


def said_no(*, days_ago: int = 0) -> Arranged:
    """Staff with somebody on the telephone to whom we said no."""

    def arrange(visitor: Any) -> dict[str, str]:
        case = _refused(days_ago)
        visitor.sign_in(make_staff().account_id, people_why=given(case.resident, "called"))
        return {"public_id": case.resident.public_id, "application_id": case.public_id}

    return arrange
