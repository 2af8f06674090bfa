"""When to speak up about a card that ends."""

from datetime import date, timedelta

SOON = timedelta(days=30)


def ends_soon(valid_until: date, today: date) -> bool:
    """Whether a card in date has 30 days or less to go."""
    return valid_until - today <= SOON
