"""The worker's part of sending."""

from datetime import timedelta
from typing import Any

from ..core.events import every, subscriber
from . import staff_notices
from .service import deliver, sweep_codes

every(timedelta(hours=1))(sweep_codes)


@subscriber("message.queued", outside=True)
def send_message(payload: dict[str, Any], attempt: int) -> None:
    deliver(payload["message_id"], again=attempt > 1)


@subscriber("staff.way_in_changed")
def tell_staff(payload: dict[str, Any], attempt: int) -> None:
    staff_notices.tell(payload["account_id"], payload["what"])
