"""The worker's part: lists that have ended go."""

from datetime import timedelta

from ..core.events import every
from .lists import end_expired

every(timedelta(hours=1))(end_expired)
