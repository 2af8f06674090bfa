"""What a stranger with a camera is told, and how often it is written down."""

from datetime import datetime
from enum import Enum


class State(Enum):
    """What a code turns out to be."""

    in_date = "in_date"
    in_grace = "in_grace"  # out of date, but some service still takes it
    not_started = "not_started"
    suspended = "suspended"
    stopped = "stopped"
    expired = "expired"
    unreadable = "unreadable"
    foreign = "foreign"


def hour_of(instant: datetime) -> datetime:
    """The start of the hour that a look is counted in."""
    return instant.replace(minute=0, second=0, microsecond=0)
