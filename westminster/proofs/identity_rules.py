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
        "name": not _same_name(told, proven),
        "birth_date": told.born_on != proven.born_on,
        "address": bool(proven.postcode) and _letters(told.postcode) != _letters(proven.postcode),
    }
    return tuple(what for what, other in is_other.items() if other)


def _same_name(told: Who, proven: Who) -> bool:
    """The last name is the same, and the first begins one of the proven ones: Jo is Joanna, Bob is not Robert."""
    if _letters(told.last) != _letters(proven.last or proven.first):
        return False
    first = next(iter(told.first.split()), "")
    if not first or not proven.last:
        return not first or _letters(told.first) == _letters(proven.first)
    return any(_letters(name).startswith(_letters(first)) for name in proven.first.split())


def _letters(text: str) -> str:
    """Letters and digits without case, accents, spaces and marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())
