"""How old a paper may be, and how long the proof lasts that it gives. Which papers there are is in `documents`."""

from datetime import date

from ..proofs.rules import last_day

# Must agree with what documents.DOCUMENTS tells people. None: no age, it counts until it ends.
_MONTHS = {
    "council_tax_bill": 12,
    "benefit_letter": 12,
    "enrolment_letter": 12,
    "tenancy": None,
    "driving_licence": None,
    "student_card": None,
}
_USUAL_MONTHS = 3


def in_date(kind: str, dated_on: date | None, ends_on: date | None, today: date) -> bool | None:
    """Whether a paper still counts on `today`; None while nobody has said what date is on it."""
    months = _MONTHS.get(kind, _USUAL_MONTHS)
    if ends_on is not None and ends_on < today:
        return False
    if dated_on is not None and months is not None:
        return last_day(dated_on, months) >= today
    return True if months is None and (dated_on or ends_on) else None


def proof_until(from_on: date, months: int, ends_on: date | None) -> date:
    """The last day of a proof: after its months, or when what the paper is about ends, such as a course."""
    longest = last_day(from_on, months)
    return min(longest, ends_on) if ends_on and ends_on >= from_on else longest
