"""What a Council Tax extract says, and whether it is new enough to answer from. Values only."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..places.rules import parse_postcode
from .csv_files import BrokenRow, Cells, read

COLUMNS = ("account_number", "names", "postcode", "from_date")
STALE_DAYS = 3
ACCOUNT_LETTERS = range(4, 31)
_MAKES_NO_DIFFERENCE = re.compile("[^A-Z0-9]+")


@dataclass(frozen=True)
class Household:
    """One account: who is liable, where, from when. The address is not read: the postcode is enough."""

    account: str
    names: tuple[str, ...]
    postcode: str
    from_on: date


def households(data: bytes) -> Iterator[Household | BrokenRow]:
    """The rows of an extract. Raises BrokenFile. An account that was there before is a broken row."""
    lines: dict[str, int] = {}
    for line, row in read(data, COLUMNS, _household):
        before = lines.setdefault(row.account, line) if isinstance(row, Household) else line
        yield row if before == line else BrokenRow(line, f"its account_number is in line {before} too")


def is_stale(extracted_on: date, today: date) -> bool:
    """Whether an extract is too old: one of three days ago is not, of four it is."""
    return today - extracted_on > timedelta(days=STALE_DAYS)


def plain(number: str) -> str:
    """An account number or postcode without what makes no difference: case, spaces, hyphens."""
    return _MAKES_NO_DIFFERENCE.sub("", unicodedata.normalize("NFKC", number).upper())


def _household(cells: Cells) -> Household:
    account, postcode = plain(cells["account_number"]), parse_postcode(cells["postcode"])
    names = tuple(name for name in map(str.strip, cells["names"].split(";")) if name)
    if len(account) not in ACCOUNT_LETTERS:
        raise ValueError(f"account_number must have {ACCOUNT_LETTERS[0]} to {ACCOUNT_LETTERS[-1]} letters and digits")
    if not names:
        raise ValueError("names is empty")
    if postcode is None:
        raise ValueError("postcode is not a postcode")
    try:
        from_on = date.fromisoformat(cells["from_date"])
    except ValueError:
        raise ValueError("from_date must be a date such as 2026-04-01") from None
    return Household(account, names, postcode, from_on)
