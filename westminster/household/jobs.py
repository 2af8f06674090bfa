"""The worker's part: whose last day is over, what was never shown, and who has died."""

from datetime import datetime, timedelta
from typing import Any

from ..core.events import every, subscriber
from .relations import begin_again, end_for_death, end_over, forget_asks
from .showing import go_on
from .together import ask_of_children

for verb in (end_over, forget_asks):
    every(timedelta(hours=1))(verb)


@subscriber("resident.died")
def end_acting(payload: dict[str, Any], attempt: int) -> None:
    end_for_death(payload["resident_id"])


@subscriber("resident.not_died")
def act_again(payload: dict[str, Any], attempt: int) -> None:
    begin_again(payload["resident_id"], datetime.fromisoformat(payload["since"]))


@subscriber("proof.recorded")
def renew_with(payload: dict[str, Any], attempt: int) -> None:
    go_on(payload["proof_id"])


@subscriber("resident.moved")
def ask_who_moves_too(payload: dict[str, Any], attempt: int) -> None:
    ask_of_children(payload["resident_id"])
