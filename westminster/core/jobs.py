"""Housekeeping of the core's own tables."""

from datetime import timedelta

from . import limits
from .events import every

every(timedelta(minutes=10))(limits.sweep)
