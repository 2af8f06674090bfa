"""What the worker does for proofs."""

from typing import Any

from ..core.events import subscriber
from .identity import prove


@subscriber("account.identity_proven")
def prove_identity(payload: dict[str, Any], attempt: int) -> None:
    """For who does not come back to the page that does the same at once."""
    prove(payload["account_id"])
