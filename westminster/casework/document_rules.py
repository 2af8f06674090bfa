"""Whether a paper is new enough. Which papers there are, and how old each may be, is in proofs/categories."""

from datetime import date

from ..applications.documents import document_of
from ..proofs.rules import last_day


def in_date(fact: str, kind: str, dated_on: date | None, ends_on: date | None, today: date) -> bool | None:
    """Whether a paper still shows `fact` on `today`; None while nobody has said what date is on it."""
    months = document_of(fact, kind, today).months
    if ends_on is not None and ends_on < today:
        return False
    if dated_on is not None and months is not None:
        return last_day(dated_on, months) >= today
    return True if months is None and (dated_on or ends_on) else None
