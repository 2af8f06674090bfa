"""The one clock: instants are aware UTC, business dates are London's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_frozen_at: datetime | None = None


def now() -> datetime:
    """The instant, aware and in UTC."""
    return _frozen_at or datetime.now(UTC)


def today() -> date:
    """The date on the clocks of Westminster, which in summer differs from UTC's for an hour."""
    return london(now()).date()


def london(instant: datetime) -> datetime:
    """The same instant on the clocks of Westminster."""
    return instant.astimezone(LONDON)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Hold the clock at `at` (aware) for the whole process: tests and demo data only."""
    global _frozen_at  # noqa: PLW0603  # the clock is one for the process
    before, _frozen_at = _frozen_at, at.astimezone(UTC)
    try:
        yield
    finally:
        _frozen_at = before
