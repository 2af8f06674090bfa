"""Whether somebody may ask us to look again at a no. Values only."""

from datetime import date
from enum import Enum


class Standing(Enum):
    """Where somebody stands with a decision of ours."""

    OPEN = "open"
    ASKED = "asked"
    TOO_LATE = "too_late"
    NEWER = "newer"  # a newer application of theirs is with us
    NOT_REFUSED = "not_refused"


def standing(status: str, *, asked: bool, answer_by: date | None, newer: bool, today: date) -> Standing:
    """`answer_by` is the last day to ask, that day included; `asked` whether they did, once for each application."""
    if asked:
        return Standing.ASKED
    if status != "refused" or answer_by is None:
        return Standing.NOT_REFUSED
    if newer:
        return Standing.NEWER
    return Standing.OPEN if today <= answer_by else Standing.TOO_LATE
