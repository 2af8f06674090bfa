"""People to whom things happen, for the tests of life events."""

from datetime import date
from typing import Any

from tests.factories import make_card, make_proof, make_resident
from westminster.life import moving
from westminster.life.models import Move
from westminster.life.rules import Home
from westminster.messages.models import Message
from westminster.places.models import Postcode
from westminster.residents.models import Resident

HERE, THERE = Home(("7 Ashmill Street", "London"), "NW8 8EU"), Home(("1 Upper Street", "London"), "N1 1AA")
UNKNOWN = Home(("2 Far Road",), "ZE1 0AA")


def a_holder(*facts: str, **columns: Any) -> Resident:
    """Somebody with a card, who lives here or of whom `facts` were shown."""
    Postcode.insert(postcode="N1 1AA", council_code="E09000007", council="Camden").on_conflict_ignore().execute()
    westminster = {"council_code": "E09000033", "council": "Westminster", "ward": "E05013796"}
    Postcode.insert(postcode="NW8 8EU", **westminster).on_conflict_ignore().execute()
    resident = make_resident(**columns)
    for fact in facts or ("lives_in_westminster",):
        make_proof(resident, fact)
    make_card(resident)
    return resident


def moved(resident: Resident, home: Home, from_on: date) -> Move:
    return moving.tell(resident, home, from_on, actor=f"resident:{resident.id}")


def subjects(resident: Resident) -> list[str]:
    """Of what we wrote to them, in order."""
    found = Message.select().where(Message.about == f"resident:{resident.id}").order_by(Message.id)
    return [message.subject for message in found]
