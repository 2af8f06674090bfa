"""What the worker does for accounts."""

from datetime import timedelta

from ..core.events import every
from .store import sweep

every(timedelta(hours=1))(sweep)
