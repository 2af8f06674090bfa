"""Applications that wait for staff in the made-up city, with papers drawn for them."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from ..accounts.models import Account
from ..applications import service as applications
from ..applications import showing
from ..applications.models import Application
from ..applications.rules import IN_PERSON
from ..core.clock import frozen, now
from ..proofs.rules import LIVES, STUDIES, WORKS
from ..residents.service import for_account
from .surroundings import ISSUER


@dataclass(frozen=True)
class Applicant:
    """`paper` is the kind of document and the lines on it; without one they come to a library."""

    given: str
    family: str
    born_on: date
    basis: str
    address: tuple[str, str]
    days_ago: int
    paper: tuple[str, tuple[str, ...]] | None = None
    place: tuple[str, str] | None = None


APPLICANTS = (
    Applicant(
        "Beatriz", "Carvalho", date(1979, 8, 2), LIVES.slug, ("9 Pewter Mews", "W9 3AL"), 13,
        ("utility_bill", ("CITY WATER", "Bill for Ms B Carvalho", "9 Pewter Mews, London W9 3AL", "for July to September")),
    ),
    Applicant(
        "Jakub", "Kowalski", date(1994, 3, 21), WORKS.slug, ("31 Harbour Road", "NW1 2EX"), 9,
        ("payslip", ("THE LANTERN KITCHEN", "Payslip of J Kowalski", "Workplace: 12 Market Row, London W1D 4HS", "October 2026")),
        ("The Lantern Kitchen", "W1D 4HS"),
    ),
    Applicant(
        "Mei", "Tanaka", date(2006, 11, 30), STUDIES.slug, ("Room 17, Astrolabe Hall", "W2 1RD"), 6,
        ("enrolment_letter", ("NORTHBANK COLLEGE", "Mei Tanaka is enrolled here", "until 2 July 2027", "22 September 2026")),
        ("Northbank College", "W2 1RD"),
    ),
    Applicant("Patrick", "Quinn", date(1951, 1, 8), LIVES.slug, ("4 Candlewick Row", "SW1P 4DB"), 3),
    Applicant(
        "Layla", "Haddad", date(1988, 6, 14), LIVES.slug, ("Flat 2, Hopgarden Lane", "NW8 9AY"), 1,
        ("tenancy", ("TENANCY AGREEMENT", "Tenant: Layla Haddad", "Flat 2, Hopgarden Lane, London NW8 9AY", "from 1 June 2026")),
    ),
)  # fmt: skip


def load_cases() -> None:
    """Each applicant as if they had written on their day."""
    for number, applicant in enumerate(APPLICANTS, 1):
        with frozen(now() - timedelta(days=applicant.days_ago)):
            _apply(applicant, number)


def _apply(applicant: Applicant, number: int) -> None:
    account = Account.create(
        realm="resident", issuer=ISSUER, subject=f"applicant-{number}", created_at=now(), signed_in_at=now()
    )
    resident = for_account(account.id)
    draft = applications.save(applications.begin(resident), _answers(applicant, number))
    _show(draft, applicant)
    applications.submit(draft, actor=f"resident:{resident.id}")


def _answers(applicant: Applicant, number: int) -> dict[str, object]:
    line, postcode = applicant.address
    place = dict(zip(("place_name", "place_postcode"), applicant.place or (), strict=False))
    return {
        "first_name": applicant.given,
        "last_name": applicant.family,
        "born_on": applicant.born_on.isoformat(),
        "safe_to_write": True,
        "channel": "email",
        "email": f"applicant{number}@example.com",
        "mobile": "",
        "language": "en",
        "access_needs": [],
        "access_other": "",
        "basis": applicant.basis,
        "postcode": postcode,
        "line_1": line,
        "line_2": "",
        "town": "London",
        **place,
    }


def _show(draft: Application, applicant: Applicant) -> None:
    if applicant.paper is None:
        applications.show_by(draft, IN_PERSON)
        return
    kind, lines = applicant.paper
    actor = f"resident:{draft.resident_id}"
    showing.add(draft, BytesIO(drawn(lines)), f"{kind}.png", kind, actor=actor)


def drawn(lines: tuple[str, ...]) -> bytes:
    """A paper with these lines on it, as a PNG."""
    paper = Image.new("RGB", (1000, 1400), "white")
    pen, font = ImageDraw.Draw(paper), ImageFont.load_default(36)
    for row, line in enumerate(lines):
        pen.text((90, 140 + row * 90), line, fill="black", font=font)
    pen.text((90, 1250), "Made up for a demonstration", fill="gray", font=font)
    out = BytesIO()
    paper.save(out, "PNG")
    return out.getvalue()
