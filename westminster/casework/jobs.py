"""The worker's part: papers go, cases come back, who waits too long is told, decisions leave."""

from datetime import timedelta
from typing import Any

from ..core.events import every, subscriber
from .lateness import tell_who_waits
from .leaving import leave
from .owning import release
from .retention import come_back, delete_old_papers, delete_old_tries

for verb in (delete_old_papers, delete_old_tries, come_back, tell_who_waits):
    every(timedelta(hours=1))(verb)


@subscriber("staff.may_less")
def release_cases(payload: dict[str, Any], attempt: int) -> None:
    """Their cases go back to the team when they work on cases no more."""
    release(payload["account_id"])


@subscriber("case.decided")
def let_leave(payload: dict[str, Any], attempt: int) -> None:
    leave(payload["decision_id"])
