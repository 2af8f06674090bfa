"""The day on which somebody reaches State Pension age, by a table of dates of birth."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Row:
    """For who was born from this day on: that many months after birth, or on a day that the law names."""

    born_from: date
    on: date | None
    months: int | None


def reached_on(born_on: date, rows: Sequence[Row]) -> date:
    """In a month that has no such day it is reached on the last.

    Source: Pensions Act 1995, Schedule 4, paragraph 1(7A), which names the three days of birth that it happens to; and
    for 29 February, as for any age, the 1 March that begins the anniversary (see residents.rules.birthday).
    """
    row = next((row for row in reversed(rows) if row.born_from <= born_on), rows[0])
    if row.on or row.months is None:
        return row.on or date.max
    year, month = divmod(born_on.year * 12 + born_on.month - 1 + row.months, 12)
    if year > date.max.year:
        return date.max
    last = monthrange(year, month + 1)[1]
    if (born_on.month, born_on.day) == (2, 29) and row.months % 12 == 0 and last < born_on.day:
        return date(year, 3, 1)
    return date(year, month + 1, min(born_on.day, last))
