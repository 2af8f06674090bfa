"""What pages show of a card that runs out. As in arranged.py."""

from collections.abc import Callable
from typing import Any

from a11y.casework import given
from tests.factories import make_proof, make_staff
from tests.renewals.people import holder, of
from westminster.cards.models import CardCode
from westminster.demo.extract import load_extract


def renewing(*, by: str = "council_tax", left: int = 10) -> Callable[[Any], None]:
    """Somebody whose card ends in `left` days; `by` says who can be asked again: council_tax, proof or nobody."""

    def arrange(visitor: Any) -> None:
        load_extract()
        card = holder(matched=by == "council_tax", left=left)
        if by == "proof":
            make_proof(of(card))
        visitor.sign_in(of(card).account_id)

    return arrange


def for_them(*, by: str = "council_tax") -> Callable[[Any], dict[str, str]]:
    """A library worker with somebody whose card ends soon."""

    def arrange(visitor: Any) -> dict[str, str]:
        load_extract()
        person = of(holder(matched=by == "council_tax"))
        visitor.sign_in(make_staff("library_worker").account_id, people_why=given(person, "here"))
        return {"public_id": person.public_id}

    return arrange


def could_not_tell(visitor: Any) -> dict[str, str]:
    renewing(by="nobody")(visitor)
    return {"asked": "yes"}


def in_grace(visitor: Any) -> None:
    """A holder whose card ran out three days ago."""
    visitor.sign_in(of(holder(left=-3)).account_id)


def code_in_grace(service: str | None) -> Callable[[Any], dict[str, str]]:
    """A stranger who looks at the code of a card that ran out three days ago, and asks for `service`."""

    def arrange(_: Any) -> dict[str, str]:
        card = holder(left=-3)
        token = CardCode.get(CardCode.card == card, CardCode.form == "web").token
        return {"token": token} | ({"for": service, "asked": "yes"} if service else {})

    return arrange
