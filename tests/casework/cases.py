"""Cases as staff meet them."""

from contextlib import ExitStack
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from tests.applications.papers import PHOTO, two_pages
from tests.factories import make_application, make_resident
from westminster.applications import service as applications
from westminster.applications.models import Application
from westminster.casework import decisions, leaving, seeing, service
from westminster.casework.seeing import Paper
from westminster.core.clock import frozen, now
from westminster.evidence import service as evidence
from westminster.residents.models import Resident

BILL = Paper("utility_bill", "A. Rahman", "12 Lisson Street, NW8 8EU", date(2026, 11, 1), None)
WORKS = {"basis": "works_in_westminster", "place_name": "Lantern Gallery", "place_postcode": "SW1A 1AA"}


def make_case(resident: Resident | None = None, *, papers: int = 0, days_ago: int = 0, **answers: Any) -> Application:
    """An application that a person looks at, with up to two files; without any they show it at a library."""
    with ExitStack() as stack:
        stack.enter_context(frozen(now() - timedelta(days=days_ago)))
        draft = make_application(resident or make_resident(), **answers)
        by = {"actor": f"resident:{draft.resident_id}"}
        for name, data, kind in (("bill.pdf", two_pages(), "utility_bill"), ("b.jpg", PHOTO, "bank_statement"))[
            :papers
        ]:
            evidence.add(draft.resident_id, draft.subject, BytesIO(data), name, kind, **by)
        if papers:
            draft = applications.show_by(draft, "upload")
        return applications.submit(draft, **by)


def open_by(application: Application, staff: Any) -> Application:
    """Somebody of the staff has it open."""
    service.open_case(application, staff.account_id)
    return application


def write(application: Application, staff: Any, outcome: str, *reasons: str, own_words: str = "", **days: Any) -> None:
    """A draft by somebody who has it open."""
    open_by(application, staff)
    last = decisions.latest(application.id)
    told = {"reasons": reasons, "own_words": own_words, "after": last.id if last else None, **days}
    decisions.write(application, outcome, staff_id=staff.account_id, **told)


def decide(application: Application, staff: Any, outcome: str, *reasons: str, own_words: str = "") -> Application:
    """The whole way: what was seen for a yes, the draft, the letter, and five minutes later."""
    if outcome == "approved":
        seeing.keep_in_person(application, BILL, staff_id=staff.account_id)
    write(application, staff, outcome, *reasons, own_words=own_words)
    draft = decisions.draft_of(application, staff.account_id)
    letter = decisions.letter_of(Application.get_by_id(application.id), draft)
    decisions.send(application, letter.hash, staff_id=staff.account_id)
    return left(application)


def left(application: Application) -> Application:
    """After the five minutes: what was decided has left."""
    leaving.leave(decisions.latest(application.id).id)
    return Application.get_by_id(application.id)
