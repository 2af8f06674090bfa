"""The worker's part: old papers go, cases whose time to answer is over come back, and those of who has left."""

from datetime import timedelta
from typing import Any

from ..core.events import every, subscriber
from .owning import release
from .retention import come_back, delete_old_papers

for verb in (delete_old_papers, come_back):
    every(timedelta(hours=1))(verb)


@subscriber("staff.may_less")
def release_cases(payload: dict[str, Any], attempt: int) -> None:
    """Their cases go back to the team when they work on cases no more."""
    release(payload["account_id"])
