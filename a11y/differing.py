"""What the pages of proven identities that differ show. As in arranged.py."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.factories import make_resident, make_staff
from westminster.accounts.core_identity import Result
from westminster.accounts.identity_rules import Proven
from westminster.accounts.service import keep_identity
from westminster.casework import differences
from westminster.core.clock import now
from westminster.proofs import differences as proved
from westminster.proofs.identity import prove

NAME = "Maximiliana Alexandra"
HOME = {"lines": ["FLAT 2", "BEECH HOUSE"], "town": "LONDON", "postcode": "NW1 2EX", "uprn": None}
KINDS = {
    "name": Proven(f"{NAME} Shah", NAME, "Shah", date(1984, 5, 17), None),
    "address": Proven("Amina Rahman", "Amina", "Rahman", date(1984, 5, 17), HOME),
    "all": Proven(f"{NAME} Shah", NAME, "Shah", date(1985, 5, 17), HOME),
}


def differing(kind: str = "name", *, settled: str = "", own: bool = False) -> Callable[[Any], dict[str, str]]:
    """An assessor at the page of somebody who proved something else; "none": what is kept was put right since."""

    def arrange(visitor: Any) -> dict[str, str]:
        staff, resident = make_staff(), make_resident()
        keep_identity(resident.account_id, Result("P2", KINDS.get(kind, KINDS["name"]), ["A"] if kind == "all" else []))
        prove(resident.account_id)
        found = proved.find(proved.waiting()[0].public_id)
        if settled == "same":
            differences.same_person(found, ["name"], staff_id=staff.account_id)
        elif settled:
            differences.another_person(found, "shared", staff_id=staff.account_id)
        if kind == "none":
            resident.full_name, resident.surname = f"{NAME} Shah", "Shah"
            resident.save()
        reader = make_staff(name="Amina Rahman") if own else staff
        until = (now() + timedelta(hours=1)).isoformat()
        visitor.sign_in(reader.account_id, people_why={resident.public_id: {"why": "identity", "until": until}})
        return {"public_id": found.public_id}

    return arrange
