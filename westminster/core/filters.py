"""How dates, times and telephone numbers are written on a page."""

import datetime as dt

import phonenumbers
from babel.dates import format_date, format_time
from flask_babel import get_locale

from .clock import london


def date(day: dt.date) -> str:
    """20 November 2026, from a date or an aware datetime (on Westminster's clocks)."""
    return _date(day, "d MMMM y")


def short_date(day: dt.date) -> str:
    """20 Nov 2026, for the card and for tables."""
    return _date(day, "d MMM y")


def time(instant: dt.datetime) -> str:
    """5:30pm, 5pm, midday or midnight.

    Source: GOV.UK style guide, times.
    """
    local = london(instant)
    if str(get_locale() or "en") != "en":
        return str(format_time(local, "short", locale=get_locale()))
    if local.minute == 0 and local.hour % 12 == 0:
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def day_time(instant: dt.datetime) -> str:
    """5:30pm, 20 November 2026."""
    return f"{time(instant)}, {date(instant)}"


def phone(number: str) -> str:
    """A number as people write it, 07700 900142; one that is none stays as it was typed."""
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return number
    style = phonenumbers.PhoneNumberFormat
    return str(phonenumbers.format_number(parsed, style.NATIONAL if parsed.country_code == 44 else style.INTERNATIONAL))


def _date(day: dt.date, pattern: str) -> str:
    day = london(day) if isinstance(day, dt.datetime) else day
    return str(format_date(day, pattern, locale=get_locale() or "en"))


ALL = {"date": date, "day_time": day_time, "phone": phone, "short_date": short_date, "time": time}
