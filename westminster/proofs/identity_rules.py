"""Is it the same person, at the same home: what a provider proved beside what we keep or were told. Values only."""

import unicodedata
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Who:
    """A person as one side knows them. `first` may be the first of several names, or short; `postcode` empty if not told."""

    first: str
    last: str
    born_on: date | None
    postcode: str


def differences(told: Who, proven: Who) -> tuple[str, ...]:
    """Of name, birth_date and address those that are not the same. An address that was not proven differs in nothing."""
    is_other = {
        "name": called(told) not in fitting(proven),
        "birth_date": told.born_on != proven.born_on,
        "address": bool(proven.postcode) and letters(told.postcode) != letters(proven.postcode),
    }
    return tuple(what for what, other in is_other.items() if other)


def called(told: Who) -> tuple[str, str]:
    """The first of the first names and the last name, as `fitting` has them."""
    return letters(next(iter(told.first.split()), "")), letters(told.last)


def fitting(proven: Who) -> set[tuple[str, str]]:
    """Each first and last name that is the proven one's: the last is the same, and the first begins one of the proven.

    So Jo is Joanna, Bob is not Robert, and who told no first name is anybody of that last name.
    """
    last = letters(proven.last or proven.first)
    names = [letters(name) for name in proven.first.split()]
    return {(name[:end], last) for name in ["", *names] for end in range(len(name) + 1)}


def letters(text: str) -> str:
    """Letters and digits without case, accents, spaces and marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())
