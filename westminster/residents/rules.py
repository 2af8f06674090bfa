"""Ages, addresses and contacts, from values to values."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Address:
    """A postal address; `postcode` as people write it, "NW8 8EU"."""

    lines: tuple[str, ...]
    postcode: str

    def __str__(self) -> str:
        return "\n".join([*self.lines, self.postcode])


def age_on(born_on: date, today: date) -> int:
    """Whole years at the last birthday.

    Someone born on 29 February is a year older on 1 March of other years: an age is reached when the
    anniversary of the birth begins (Family Law Reform Act 1969, s.9), and in a year without that day
    nothing of it has begun before 28 February is over.
    """
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return today.year - born_on.year - (0 if had_birthday else 1)


def birthday(born_on: date, years: int) -> date:
    """The first day of being `years` old; as `age_on` has it. A day after the year 9999 is the last day of it."""
    year = born_on.year + years
    if year > date.max.year:
        return date.max
    if (born_on.month, born_on.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return born_on.replace(year=year)


def real_birth_date(born_on: date, today: date) -> bool:
    """Whether a living person can be born then: not in the future, not 130 years ago."""
    return born_on <= today and age_on(born_on, today) < 130
