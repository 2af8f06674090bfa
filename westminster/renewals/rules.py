"""When somebody is told that something runs out. Values only."""

from datetime import date

NOTICE_DAYS = (7, 30)  # must match the constraint in 0031
CARD = "card"


def notice_due(until_on: date, today: date) -> int | None:
    """Which notice is due: the later one where both are; None long before, and after the last day."""
    left = (until_on - today).days
    return next((days for days in NOTICE_DAYS if 0 <= left <= days), None)
