"""Runs of days as pairs of day numbers: from the first to the day after the last, apart, in order."""

from collections.abc import Iterable
from datetime import date, timedelta

Spans = tuple[tuple[int, int], ...]
FIRST, AFTER_LAST = date.min.toordinal(), date.max.toordinal() + 1
NEVER: Spans = ()
ALWAYS: Spans = ((FIRST, AFTER_LAST),)


def join(spans: Iterable[tuple[int, int]]) -> Spans:
    """The days that are in any of them; pairs that overlap, touch or are empty are welcome."""
    given = spans if isinstance(spans, list) else list(spans)
    if len(given) < 2:  # as most are
        return tuple(given) if not given or given[0][0] < given[0][1] else NEVER
    found: list[tuple[int, int]] = []
    for start, end in sorted(given):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def both(one: Spans, other: Spans) -> Spans:
    """The days that are in both."""
    if one is ALWAYS or not other:
        return other
    return join([(max(a, c), min(b, d)) for a, b in one for c, d in other])


def outside(spans: Spans) -> Spans:
    """The days that are in none."""
    edges = [FIRST, *(edge for span in spans for edge in span), AFTER_LAST]
    return join(zip(edges[::2], edges[1::2], strict=True))


def between(first: date | None, last: date | None) -> tuple[int, int]:
    """From the first to the last day, both included; None for no end on that side."""
    return first.toordinal() if first else FIRST, last.toordinal() + 1 if last else AFTER_LAST


def around(spans: Spans, day: date) -> tuple[bool, date | None, date | None]:
    """Whether `day` is in them, and the first and the last day of the run of which that is so; None for no end."""
    here, inside = day.toordinal(), False
    start, end = FIRST, AFTER_LAST
    for since, until in spans:
        if here < since:
            end = since
            break
        if here < until:
            start, end, inside = since, until, True
            break
        start = until
    first = None if start == FIRST else date.fromordinal(start)
    last = None if end == AFTER_LAST else date.fromordinal(end) - timedelta(days=1)
    return inside, first, last
