"""What the worker does for proofs."""

from datetime import timedelta
from typing import Any

from ..core.events import every, subscriber
from .identity import prove
from .retention import delete_old_identities

every(timedelta(hours=1))(delete_old_identities)


@subscriber("account.identity_proven")
def prove_identity(payload: dict[str, Any], attempt: int) -> None:
    """For who does not come back to the page that does the same at once."""
    prove(payload["account_id"])
