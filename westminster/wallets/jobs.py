"""Wallets hear what happens to a card. Apple's copies ask nobody yet; Google's are told."""

from typing import Any

from ..core.events import subscriber
from . import service


def follow(payload: dict[str, Any], attempt: int) -> None:
    """Says how the card is, not what changed: again or late, it does no harm."""
    service.follow(payload["card_id"])


@subscriber("service.taken_off", outside=True)
@subscriber("service.added", outside=True)
@subscriber("resident.corrected", outside=True)
def follow_person(payload: dict[str, Any], attempt: int) -> None:
    """Their name, and what the card opens, is on the copies."""
    service.follow_resident(payload["resident_id"])


for _what in ("stopped", "restored", "replaced", "renewed", "suspended", "unsuspended"):
    subscriber(f"card.{_what}", outside=True)(follow)
