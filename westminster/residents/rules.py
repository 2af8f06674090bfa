"""Ages, addresses and contacts, from values to values."""

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

    Someone born on 29 February is a year older on 1 March of other years, as the law has it for
    reaching an age in a year without that day (Family Law Reform Act 1969, s.9, read with common law).
    """
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return today.year - born_on.year - (0 if had_birthday else 1)


def real_birth_date(born_on: date, today: date) -> bool:
    """Whether a living person can be born then: not in the future, not 130 years ago."""
    return born_on <= today and age_on(born_on, today) < 130
