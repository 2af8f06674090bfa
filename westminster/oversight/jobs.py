"""The worker's part: the trail is looked through as it grows."""

from datetime import timedelta

from ..core.events import every
from .watching import watch

every(timedelta(minutes=5))(watch)
