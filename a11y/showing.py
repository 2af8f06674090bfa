"""What the states of showing one more fact are made of. As in arranged.py."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from a11y.casework import Arranged, given
from tests.applications.decided import decide
from tests.applications.papers import PHOTO
from tests.casework import cases
from tests.factories import make_card, make_proof, make_resident, make_staff
from westminster.applications import afterwards, service, showing
from westminster.applications.models import Application
from westminster.casework import seeing
from westminster.casework.seeing import Paper
from westminster.core.clock import today
from westminster.evidence import service as evidence
from westminster.proofs.service import record_proof
from westminster.residents.models import Resident

AWARD = Paper("carers_allowance", "Amina Rahman", "", today(), None)


def cardholder(fact: str = "carer", *, shown: bool = False) -> Callable[[Any], dict[str, str]]:
    """Somebody with a card, at `fact`; with `shown`, a paper has shown it."""

    def arrange(visitor: Any) -> dict[str, str]:
        resident = somebody()
        if shown:
            told = {"source": "document", "method": "seen by a person", "from_on": today(), "actor": "system"}
            record_proof(resident.id, fact, **told)
        visitor.sign_in(resident.account_id)
        return {"slug": fact}

    return arrange


def begun(fact: str = "carer", *, files: int = 0, way: str | None = None, **values: str) -> Arranged:
    """Somebody who has begun to show `fact`."""

    def arrange(visitor: Any) -> dict[str, str]:
        draft = drafted(somebody(), fact, files=files, way=way)
        visitor.sign_in(draft.resident.account_id)
        return {"slug": fact, **values}

    return arrange


def with_earlier(visitor: Any) -> dict[str, str]:
    """Somebody who shows it again and gave a file the first time."""
    refused = come_to("refused")
    drafted(refused.resident, "carer")
    visitor.sign_in(refused.resident.account_id)
    return {"slug": "carer"}


def with_file(visitor: Any) -> dict[str, str]:
    """Somebody who would take a file back."""
    draft = drafted(somebody(), "carer", files=1)
    visitor.sign_in(draft.resident.account_id)
    return {"slug": "carer", "public_id": evidence.list_for(draft.subject)[0].public_id}


def sent(status: str = "with_staff", *, files: int = 1, fact: str = "carer", address: bool = False) -> Arranged:
    """Somebody whose application to show `fact` has come to `status`."""

    def arrange(visitor: Any) -> dict[str, str]:
        application = come_to(status, files=files, fact=fact)
        visitor.sign_in(application.resident.account_id)
        return {"slug": fact} | ({"public_id": application.public_id} if address else {})

    return arrange


def case_of(status: str = "with_staff", *, fact: str = "carer", seen: bool = False) -> Arranged:
    """An assessor at a case about `fact`."""

    def arrange(visitor: Any) -> dict[str, str]:
        staff, application = make_staff(), come_to(status, fact=fact)
        if seen:
            (file,) = evidence.list_for(application.subject)
            seeing.keep_reading(application, file.public_id, AWARD, staff_id=staff.account_id)
        visitor.sign_in(staff.account_id)
        return {"public_id": application.public_id}

    return arrange


def letter_of(outcome: str, *reasons: str, **told: Any) -> Arranged:
    """An assessor who has decided about a fact, and not sent it."""

    def arrange(visitor: Any) -> dict[str, str]:
        staff, application = make_staff(), come_to("with_staff")
        seeing.keep_in_person(application, AWARD, staff_id=staff.account_id)
        cases.write(application, staff, outcome, *reasons, **told)
        visitor.sign_in(staff.account_id)
        return {"public_id": application.public_id}

    return arrange


def ends(visitor: Any) -> dict[str, str]:
    """An assessor at something that a person has shown."""
    resident = somebody()
    visitor.sign_in(make_staff().account_id, people_why=given(resident, "called"))
    return {"public_id": resident.public_id, "slug": "lives_in_westminster"}


def somebody(**columns: Any) -> Resident:
    """With a card, as they live here."""
    resident = make_resident(**columns)
    make_proof(resident)
    make_card(resident)
    return resident


def drafted(resident: Resident, fact: str, *, files: int = 0, way: str | None = None) -> Application:
    draft, actor = service.begin_fact(resident, fact), f"resident:{resident.id}"
    kind = showing.documents_for(draft)[0].slug
    for number in range(files):
        showing.add(draft, BytesIO(PHOTO + bytes([number])), f"letter {number + 1}.jpg", kind, actor=actor)
    return service.show_by(draft, way) if way else Application.get_by_id(draft.id)


def come_to(status: str, *, files: int = 1, fact: str = "carer") -> Application:
    draft = drafted(somebody(), fact, files=files, way=None if files else "in_person")
    actor = f"resident:{draft.resident_id}"
    application = service.submit(draft, actor=actor)
    if status == "withdrawn":
        return afterwards.withdraw(application, actor=actor)
    reasons = {"more_needed": ("recent", "award"), "refused": ("not_enough",)}
    return decide(application, status, *reasons[status]) if status in reasons else application
