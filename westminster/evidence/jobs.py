"""The worker's part: bytes go after their rows, nothing stays that no row knows, and what waits is checked."""

from datetime import timedelta
from typing import Any

from ..core.events import every, subscriber
from . import scanning, upkeep


@subscriber("evidence.ended")
def remove_bytes(payload: dict[str, Any], attempt: int) -> None:
    upkeep.remove_bytes(payload["file_id"], payload["names"])


every(timedelta(hours=1))(upkeep.sweep)
every(timedelta(minutes=1))(scanning.check_waiting)
