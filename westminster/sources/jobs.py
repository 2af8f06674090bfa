"""The worker's part: lists that have ended go."""

from datetime import timedelta
from typing import Any

from ..core.events import every, subscriber
from . import asking
from .lists import end_expired

every(timedelta(hours=1))(end_expired)


@subscriber("proof.recorded")
def settle_who_waited(payload: dict[str, Any], attempt: int) -> None:
    """Whatever showed it, nobody has to look for it any more."""
    asking.settle_by_proof(payload["proof_id"])
