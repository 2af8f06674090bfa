"""The worker's part: notices in time."""

from datetime import timedelta

from ..core.events import every
from .telling import tell_in_time

every(timedelta(hours=1))(tell_in_time)
