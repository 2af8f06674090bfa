"""The worker's part: old drafts go."""

from datetime import timedelta

from ..core.events import every
from .service import delete_old_drafts

every(timedelta(hours=1))(delete_old_drafts)
