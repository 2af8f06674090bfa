"""What the pages of staff show: cases, their letters, people. As in arranged.py."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from a11y.applying import unchecked
from tests.casework.cases import BILL, WORKS, decide, make_case, open_by, write
from tests.factories import make_card, make_proof, make_resident, make_staff
from westminster.accounts.core_identity import Result
from westminster.accounts.service import keep_identity
from westminster.applications.models import Application
from westminster.casework import seeing
from westminster.evidence import scanning, store
from westminster.evidence import service as evidence
from westminster.evidence.models import EvidencePage
from westminster.residents.models import Resident

NOT_PROVEN = Result("P2", None, ["A", "N"])
Arranged = Callable[[Any], dict[str, str]]


def cases(count: int = 0, *, late: bool = False, **remembered: Any) -> Arranged:
    """An adviser, and `count` cases; `late` ones are one late, one that ends today, one that ends next."""

    def arrange(visitor: Any) -> dict[str, str]:
        names = ["Eleanor Finch", "Maximiliana Alexandra Konstantinopoulou-Featherstonehaugh", "Siân O’Brien"]
        for number in range(count):
            first, _, last = names[number % 3].rpartition(" ")
            days = (20, 14, 11)[number % 3] if late else 0
            make_case(make_resident(full_name=names[number % 3]), days_ago=days, first_name=first, last_name=last)
        visitor.sign_in(make_staff().account_id, **remembered)
        return {}

    return arrange


def case(kind: str = "papers", **query: str) -> Arranged:
    """An adviser at one case; `kind` is a key of KINDS."""

    def arrange(visitor: Any) -> dict[str, str]:
        staff = make_staff()
        found = KINDS[kind](staff)
        visitor.sign_in(staff.account_id, people_why=given(found.resident, "called"))
        return {"public_id": found.public_id, **query}

    return arrange


def drafted(outcome: str, *reasons: str, own_words: str = "", **answers: Any) -> Arranged:
    """An adviser who has chosen and not sent."""

    def arrange(visitor: Any) -> dict[str, str]:
        staff, found = make_staff(), make_case(**answers)
        if outcome == "approved":
            seeing.keep_in_person(found, BILL, staff_id=staff.account_id)
        write(found, staff, outcome, *reasons, own_words=own_words)
        visitor.sign_in(staff.account_id)
        return {"public_id": found.public_id}

    return arrange


def overtaken(visitor: Any) -> dict[str, str]:
    """An adviser whose colleague decided while they wrote."""
    staff, found = make_staff(), make_case()
    write(found, staff, "refused", "not_shown", own_words="You were not at home.")
    decide(found, make_staff(name="Hana Clarke"), "more_needed", "newer")
    visitor.sign_in(staff.account_id)
    return {"public_id": found.public_id}


def person(
    *,
    card: str | None = "active",
    why: str | None = "here",
    act: str | None = None,
    codes: bool = False,
    proof: str = "",
) -> Arranged:
    """An adviser at somebody's page, with a reason given or not; with `act`, at what is done to the card."""

    def arrange(visitor: Any) -> dict[str, str]:
        resident = make_resident()
        make_proof(resident)
        if proof:
            make_proof(resident, proof)
        if codes:
            keep_identity(resident.account_id, NOT_PROVEN)
        values = {"public_id": resident.public_id}
        if card:
            made = make_card(resident, status=card)
            values |= {"card_id": made.public_id, "act": act} if act else {}
        visitor.sign_in(make_staff().account_id, people_why=given(resident, why) if why else {})
        return values

    return arrange


def given(resident: Resident, why: str) -> dict[str, dict[str, str]]:
    """A reason as the browser's session keeps it."""
    return {resident.public_id: {"why": why, "until": "2999-01-01T00:00:00+00:00"}}


def people(typed: str = "") -> Arranged:
    """An adviser who looked for `typed`; there are two of the name Rahman."""

    def arrange(visitor: Any) -> dict[str, str]:
        make_card(make_resident(full_name="Maximiliana Alexandra Konstantinopoulou-Rahman"))
        make_resident(born_on=None)
        visitor.sign_in(make_staff().account_id, people_typed=typed)
        return {}

    return arrange


def _read(staff: Any) -> Application:
    found = make_case(papers=2)
    first = evidence.list_for(found.subject)[0]
    seeing.keep_reading(found, first.public_id, BILL, staff_id=staff.account_id)
    return found


def _unreadable(staff: Any) -> Application:
    found = make_case(papers=1)
    store.current().remove([page.stored_as for page in EvidencePage.select()])
    return found


def _checked(staff: Any) -> Application:
    """One paper waits for the virus check, in the other it found something."""
    found = make_case(papers=2)
    first, second = evidence.list_for(found.subject)
    unchecked(first)
    scanning.settle(unchecked(second), "Win.Test.EICAR_HDB-1")
    return found


def _shown(staff: Any) -> Application:
    found = make_case()
    seeing.keep_in_person(found, replace(BILL, ending="4711"), staff_id=staff.account_id)
    return found


def _busy(staff: Any) -> Application:
    return open_by(make_case(), make_staff(name="Hana Clarke"))


def _same_person(staff: Any) -> Application:
    make_card(make_resident())
    return make_case()


def _codes(staff: Any) -> Application:
    found = make_case()
    keep_identity(found.resident.account_id, NOT_PROVEN)
    return found


def _own(staff: Any) -> Application:
    return make_case(make_resident(full_name=staff.name), first_name="Sam", last_name="Okoro")


def _deleted(staff: Any) -> Application:
    found = decide(make_case(papers=1), staff, "approved")
    evidence.delete_all(found.subject, actor="system")
    return found


KINDS: dict[str, Callable[[Any], Application]] = {
    "in_person": lambda staff: make_case(),
    "papers": lambda staff: make_case(papers=2),
    "read": _read,
    "unreadable": _unreadable,
    "checked": _checked,
    "shown": _shown,
    "busy": _busy,
    "works": lambda staff: make_case(**WORKS),
    "same_person": _same_person,
    "codes": _codes,
    "own": _own,
    "more_needed": lambda staff: decide(make_case(), staff, "more_needed", "newer", own_words="From October on."),
    "refused": lambda staff: decide(make_case(), staff, "refused", "outside"),
    "deleted": _deleted,
}
