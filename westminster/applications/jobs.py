"""The worker's part: old drafts go, and who lost their only file to the virus check is asked again."""

from datetime import timedelta
from typing import Any

from ..core.events import every, subscriber
from . import showing
from .service import delete_old_drafts

every(timedelta(hours=1))(delete_old_drafts)


@subscriber("evidence.virus")
def ask_again(payload: dict[str, Any], attempt: int) -> None:
    showing.ask_again_without_files(payload["for_what"])
