"""How dates, times and telephone numbers are written on a page: in `locale`, by default the language of the reader."""

import datetime as dt
from functools import lru_cache

import phonenumbers
from babel.dates import format_date, format_time

from .clock import london
from .reader import language


def date(day: dt.date, locale: str | None = None) -> str:
    """20 November 2026, from a date or an aware datetime (on Westminster's clocks)."""
    return _date(day, "d MMMM y", locale)


def short_date(day: dt.date, locale: str | None = None) -> str:
    """20 Nov 2026, for the card and for tables."""
    return _date(day, "d MMM y", locale)


def time(instant: dt.datetime, locale: str | None = None) -> str:
    """5:30pm, 5pm, midday or midnight.

    Source: GOV.UK style guide, times.
    """
    local = london(instant)
    locale = locale or language()
    if locale != "en":
        return str(format_time(local, "short", locale=locale))
    if local.minute == 0 and local.hour % 12 == 0:
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def day_time(instant: dt.datetime, locale: str | None = None) -> str:
    """5:30pm, 20 November 2026."""
    return f"{time(instant, locale)}, {date(instant, locale)}"


def phone(number: str) -> str:
    """A number as people write it, 07700 900142; one that is none stays as it was typed."""
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return number
    style = phonenumbers.PhoneNumberFormat
    return str(phonenumbers.format_number(parsed, style.NATIONAL if parsed.country_code == 44 else style.INTERNATIONAL))


def _date(day: dt.date, pattern: str, locale: str | None) -> str:
    day = london(day) if isinstance(day, dt.datetime) else day
    return _written(day, pattern, locale or language())


@lru_cache(maxsize=4096)
def _written(day: dt.date, pattern: str, locale: str) -> str:
    """Kept: a page has several dates, and they are those of other pages."""
    return str(format_date(day, pattern, locale=locale))


DATES = {"date": date, "day_time": day_time, "short_date": short_date, "time": time}
