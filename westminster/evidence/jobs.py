"""The worker's part: bytes go after their rows, and nothing stays that no row knows."""

from datetime import timedelta
from typing import Any

from ..core.events import every, subscriber
from . import upkeep


@subscriber("evidence.ended")
def remove_bytes(payload: dict[str, Any], attempt: int) -> None:
    upkeep.remove_bytes(payload["file_id"], payload["names"])


every(timedelta(hours=1))(upkeep.sweep)
