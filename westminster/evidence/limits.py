"""What one file may be. Known to the portal and to its child process, so nothing else is imported here."""

from enum import IntEnum
from typing import NamedTuple

MAX_BYTES = 10 * 1024 * 1024
MAX_BYTES_TOGETHER = 50 * 1024 * 1024  # sent at once
MAX_FILES = 10
MAX_PAGES = 30
MAX_PIXELS = 40_000_000
# The longer side of a page that we keep: an A4 page at 250 dots an inch.
MAX_SIDE = 3_000


class Page(NamedTuple):
    """A page as we keep it. `hard_to_read` is a hint for who took it."""

    jpeg: bytes
    hard_to_read: bool = False


class Reason(IntEnum):
    """Why a file cannot be taken; also the exit status of the child that found it."""

    LOCKED = 10
    ACTIVE = 11
    TOO_MANY_PAGES = 12
    TOO_MANY_PIXELS = 13


class Unfit(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.name)
        self.reason = reason
