"""People to whom something has happened, as in arranged.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from a11y.casework import given
from tests.factories import make_card, make_proof, make_resident, make_staff
from westminster.core.clock import now, today
from westminster.life import dying, home_again, moving, naming
from westminster.life.rules import Home
from westminster.places.models import Postcode
from westminster.residents.models import Resident
from westminster.residents.service import correct
from westminster.sources.models import CouncilTaxCheck

NEW_HOME = ("7 Ashmill Street", "London")


def a_holder(*, works: bool = False, **columns: Any) -> Resident:
    """Somebody who lives here, with a card."""
    Postcode.insert(postcode="N1 1AA", council_code="E09000007", council="Camden").on_conflict_ignore().execute()
    Postcode.insert(
        postcode="NW8 8EU", council_code="E09000033", council="Westminster", ward="E05013796"
    ).on_conflict_ignore().execute()
    resident = make_resident(**columns)
    make_proof(resident)
    if works:
        make_proof(resident, "works_in_westminster")
    make_card(resident)
    return resident


def moved(resident: Resident, postcode: str = "NW8 8EU", *, days: int = 0) -> None:
    home, day = Home(NEW_HOME, postcode), today() + timedelta(days=days)
    moving.tell(resident, home, day, actor=f"resident:{resident.id}")


def at_move(postcode: str, *, days: int = 0) -> Callable[[Any], None]:
    """Somebody who has told where to, and sees what it changes."""

    def arrange(visitor: Any) -> None:
        told = {"line_1": NEW_HOME[0], "line_2": "", "town": NEW_HOME[1], "postcode": postcode}
        told["from_on"] = (today() + timedelta(days=days)).isoformat()
        visitor.sign_in(a_holder().account_id, moved=told)

    return arrange


def planned_move(visitor: Any) -> None:
    resident = a_holder()
    moved(resident, days=30)
    visitor.sign_in(resident.account_id)


def at_home(
    postcode: str = "NW8 8EU", *, works: bool = False, shown: bool = False, comes: bool = False, tries: int = 0
) -> Callable[[Any], None]:
    """Somebody who has moved."""

    def arrange(visitor: Any) -> None:
        resident = a_holder(works=works)
        moved(resident, postcode)
        if shown:
            make_proof(resident)
        if comes:
            home_again.come_to_a_library(resident)
        hashes = {"account_hash": "a" * 64, "account_ending": "123", "household_hash": "h" * 64}
        for _ in range(tries):
            CouncilTaxCheck.create(resident=resident, result="not_matched", asked_at=now(), **hashes)
        visitor.sign_in(resident.account_id)

    return arrange


def at_name(visitor: Any) -> None:
    """Somebody who asked for a new name."""
    resident = a_holder()
    naming.ask(resident, "Amina", "Rahman-Featherstonehaugh", actor=f"resident:{resident.id}")
    visitor.sign_in(resident.account_id)


def helped_to(*roles: str) -> Callable[[Any], dict[str, str]]:
    """An adviser at somebody's page."""

    def arrange(visitor: Any) -> dict[str, str]:
        resident = a_holder()
        visitor.sign_in(make_staff(*roles).account_id, people_why=given(resident, "here"))
        return {"public_id": resident.public_id}

    return arrange


def somebody(visitor: Any) -> dict[str, str]:
    """Who has moved, had another name and asks for a new one; an adviser looks."""
    resident = a_holder()
    correct(resident, {"full_name": "Amina Begum Rahman"}, actor="system")
    moved(resident)
    naming.ask(resident, "Amina", "Featherstonehaugh", actor=f"resident:{resident.id}")
    visitor.sign_in(make_staff().account_id, people_why=given(resident, "here"))
    return {"public_id": resident.public_id}


def at_death(*, asked: bool = False) -> Callable[[Any], dict[str, str]]:
    """Somebody who has died."""

    def arrange(visitor: Any) -> dict[str, str]:
        resident, staff = a_holder(), make_staff()
        dying.record_death(resident, today(), "family", staff_id=staff.account_id)
        if asked:
            dying.ask_to_put_right(resident, staff_id=staff.account_id)
        visitor.sign_in(make_staff().account_id, people_why=given(resident, "asked_for"))
        return {"public_id": resident.public_id}

    return arrange
