"""The worker's part: a count each day, page by page."""

from datetime import timedelta
from typing import Any

from ..core.events import every, subscriber
from .service import begin, count_page


@subscriber("services.count")
def count(payload: dict[str, Any], attempt: int) -> None:
    count_page(payload)


def begin_count() -> None:
    """Services that are new, or not counted today."""
    begin()


every(timedelta(minutes=10))(begin_count)
