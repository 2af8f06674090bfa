"""Data files that people write: TOML, read once at the start, refused with file, key and reason."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from .words import Words

# The keys whose values are read by people; tools/checks/words.py takes them into the catalogue.
TEXTS = frozenset(
    (
        "name",
        "summary",
        "about",
        "you",
        "clause",
        "so",
        "who",
        "how_new",
        "look_for",
        "renew",
        "ends",
        "steps",
        "good_to_know",
    )
)
_SLUG = re.compile(r"[a-z][a-z0-9_-]*")
_NO = object()
T = TypeVar("T")


class BadData(Exception):
    """A data file that cannot be used."""


class Table:
    """One table of a data file. What is not taken out of it by `end` is a mistake."""

    def __init__(self, where: str, values: dict[str, Any]) -> None:
        self.where = where
        self._left = dict(values)

    def bad(self, key: str, why: str) -> BadData:
        return BadData(f"{self.where}: {key}: {why}")

    def take(self, key: str, kind: type[T], default: Any = _NO) -> T:
        """The value of `key`. Raises BadData where it is missing without a default, or of another kind."""
        found = self._left.pop(key, default)
        if found is _NO:
            raise self.bad(key, "is missing")
        if found is not default and type(found) is not kind:
            raise self.bad(key, f"must be {_KINDS[kind]}, not {found!r}")
        return found

    def text(self, key: str, default: Any = _NO) -> Words:
        """A text for people, to be translated. `key` is one of TEXTS."""
        found: Any = self.take(key, str, default)
        if found is default:
            return found
        return self._words(key, found)

    def texts(self, key: str) -> tuple[Words, ...]:
        return tuple(self._words(key, one) for one in self.take(key, list))

    def slug(self, key: str) -> str:
        found = self.take(key, str)
        if not _SLUG.fullmatch(found):
            raise self.bad(key, f"must be small letters, digits, _ and -, not {found!r}")
        return found

    def slugs(self, key: str, known: frozenset[str]) -> tuple[str, ...]:
        """A list of words, each of `known`."""
        found = tuple(self.take(key, list))
        for one in found:
            if one not in known:
                raise self.bad(key, f"{one!r} is not one of {', '.join(sorted(known))}")
        return found

    def whole(self, key: str, least: int, most: int, default: Any = _NO) -> int:
        found = self.take(key, int, default)
        if found is not default and not least <= found <= most:
            raise self.bad(key, f"must be from {least} to {most}, not {found}")
        return found

    def tables(self, key: str, *, least: int = 1) -> list["Table"]:
        found = self.take(key, list, [])
        if len(found) < least or not all(isinstance(one, dict) for one in found):
            raise self.bad(key, f"must be [[{key}]], {least} or more")
        return [Table(f"{self.where}: {key} {number}", one) for number, one in enumerate(found, 1)]

    def table(self, key: str) -> "Table | None":
        found: Any = self.take(key, dict, None)
        return None if found is None else Table(f"{self.where}: {key}", found)

    def end(self) -> None:
        """Raises BadData for a key that nobody asked for."""
        for key in self._left:
            raise self.bad(key, "is not a key that we know")

    def _words(self, key: str, found: Any) -> Words:
        if not isinstance(found, str) or not found.strip():
            raise self.bad(key, f"must be words, not {found!r}")
        return Words(found)


_KINDS: dict[Any, str] = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a date such as 2026-04-01",
    list: "a list",
    dict: "a table",
}


def read(path: Path) -> Table:
    """Raises BadData."""
    try:
        return Table(path.name, tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{path.name}: {error}") from None
