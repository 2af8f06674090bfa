"""The worker's part: codes that have run out go."""

from datetime import timedelta

from ..core.events import every
from .codes import sweep

every(timedelta(hours=1))(sweep)
