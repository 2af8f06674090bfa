"""The papers we take: what each can show, and how old it may be.

Source: what London councils ask for where the Council Tax check does not find somebody; the yearly ones are yearly.
"""

from dataclasses import dataclass
from datetime import date

from ..core.words import N_, Words
from ..proofs.rules import LIVES, STUDIES, WORKS, last_day


@dataclass(frozen=True)
class Kind:
    """`months` is how old it may be; None for one that counts until it ends. `facts` are what it can show."""

    name: Words
    months: int | None
    facts: tuple[str, ...] = (LIVES.slug,)


_ANY = (LIVES.slug, WORKS.slug, STUDIES.slug)
KINDS = {
    "council_tax_bill": Kind(N_("Council Tax bill"), 12),
    "tenancy_agreement": Kind(N_("Tenancy agreement"), None),
    "utility_bill": Kind(N_("Gas, electricity, water or home telephone bill"), 3),
    "bank_statement": Kind(N_("Bank or building society statement"), 3),
    "benefit_letter": Kind(N_("Benefit or pension letter"), 12),
    "driving_licence": Kind(N_("Driving licence"), None),
    "rent_statement": Kind(N_("Rent statement of a council or housing association"), 3),
    "solicitor_letter": Kind(N_("Letter of a solicitor about a home that was bought"), 3),
    "health_letter": Kind(N_("Letter of a hospital or GP"), 3),
    "hostel_letter": Kind(N_("Letter of a hostel, day centre or social worker"), 3),
    "payslip": Kind(N_("Payslip"), 3, (WORKS.slug,)),
    "employer_letter": Kind(N_("Letter of an employer"), 3, (WORKS.slug,)),
    "enrolment_letter": Kind(N_("Letter of a school, college or university"), 12, (STUDIES.slug,)),
    "student_card": Kind(N_("Student card"), None, (STUDIES.slug,)),
    "other": Kind(N_("Another paper"), 3, _ANY),
}


def kinds_for(fact: str) -> dict[str, Kind]:
    """The papers that can show `fact`, in the order in which they are offered."""
    return {slug: kind for slug, kind in KINDS.items() if fact in kind.facts}


def in_date(kind: str, dated_on: date | None, ends_on: date | None, today: date) -> bool | None:
    """Whether a paper still counts on `today`; None while nobody has said what date is on it. KeyError for no kind."""
    months = KINDS[kind].months
    if ends_on is not None and ends_on < today:
        return False
    if dated_on is not None and months is not None:
        return last_day(dated_on, months) >= today
    return True if months is None and (dated_on or ends_on) else None


def proof_until(from_on: date, months: int, ends_on: date | None) -> date:
    """The last day of a proof: after its months, or when what the paper is about ends, such as a course."""
    longest = last_day(from_on, months)
    return min(longest, ends_on) if ends_on and ends_on >= from_on else longest
