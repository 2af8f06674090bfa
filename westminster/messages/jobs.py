"""The worker's part of sending."""

from typing import Any

from ..core.events import subscriber
from .service import deliver


@subscriber("message.queued", outside=True)
def send_message(payload: dict[str, Any], attempt: int) -> None:
    deliver(payload["message_id"], again=attempt > 1)
