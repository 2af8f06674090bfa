"""Working days of England: not a Saturday, a Sunday or a bank holiday.

Bank holidays are the government's where it has published the year, and worked out for years beyond. Source:
gov.uk/bank-holidays; Banking and Financial Dealings Act 1971, Schedule 1, with the days that are proclaimed each
year (New Year's Day and the first Monday in May); one that falls on a weekend moves to the next working day.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

_DAY = timedelta(days=1)
_MONDAY, _SATURDAY = 0, 5


def days_after(start: date, count: int) -> date:
    """The working day that is `count` working days after `start`, which itself does not count."""
    day = start
    while count > 0:
        day += _DAY
        count -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in `year`: published, with those proclaimed for that year alone, or worked out."""
    return _published(year) or frozenset(_worked_out(year))


def _published(year: int) -> frozenset[date]:
    """Empty for a year that is not out yet. Kept with the library, so that no clock stands still without a network."""
    return frozenset(day["date"] for day in _calendar().get_holidays(BankHolidays.ENGLAND_AND_WALES, year))


@cache
def _calendar() -> BankHolidays:
    return BankHolidays(use_cached_holidays=True)


def _worked_out(year: int) -> Iterator[date]:
    easter = easter_sunday(year)
    yield from (easter - 2 * _DAY, easter + _DAY)
    yield from (_monday(date(year, 5, 1)), _monday(date(year, 5, 25)), _monday(date(year, 8, 25)))
    yield from _moved(date(year, 1, 1))
    yield from _moved(date(year, 12, 25), date(year, 12, 26))


def _monday(earliest: date) -> date:
    """The first Monday on or after `earliest`; from the 25th of a long month, its last."""
    return earliest + (_MONDAY - earliest.weekday()) % 7 * _DAY


def _moved(*days: date) -> Iterator[date]:
    """Each of `days`, or for one on a weekend the next weekday that none of them is on."""
    taken = {day for day in days if day.weekday() < _SATURDAY}
    yield from taken
    for day in days:
        if day.weekday() >= _SATURDAY:
            moved = day
            while moved.weekday() >= _SATURDAY or moved in taken:
                moved += _DAY
            taken.add(moved)
            yield moved


def easter_sunday(year: int) -> date:
    """Source: the anonymous Gregorian computus (Nature, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l_) // 451
    month, day = divmod(h + l_ - 7 * m + 114, 31)
    return date(year, month, day + 1)
