"""What a partner's list says, and how long it may be used. Values only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..core.words import N_, Words
from .csv_files import BrokenRow, Cells, read
from .extract_rules import plain
from .name_rules import name_key

MOST_DAYS, OLDEST_YEARS = 400, 130
_BORN = ("%Y-%m-%d", "%d/%m/%Y")


@dataclass(frozen=True)
class Person:
    """`number` and `name` as they are compared; one of them may be empty."""

    number: str
    name: str
    born_on: date


def people(data: bytes, today: date) -> Iterator[Person | BrokenRow]:
    """The rows of a list. Raises BrokenFile. Somebody who was there before is a broken row."""
    lines: dict[Person, int] = {}
    for line, row in read(data, ("birth_date",), lambda cells: _person(cells, today), ("number", "name")):
        before = lines.setdefault(row, line) if isinstance(row, Person) else line
        yield row if before == line else BrokenRow(line, f"this person is in line {before} too")


def why_not_until(expires_on: date, today: date) -> Words | None:
    """Why a list must not be used until then, or None."""
    if expires_on < today:
        return N_("The day the list ends must be today or later")
    if expires_on > today + timedelta(days=MOST_DAYS):
        return N_("The day the list ends must be within 400 days")
    return None


def _person(cells: Cells, today: date) -> Person:
    person = Person(plain(cells["number"]), name_key(cells["name"]), _born_on(cells["birth_date"], today))
    if not person.number and not person.name:
        raise ValueError("number and name are both empty")
    return person


def _born_on(text: str, today: date) -> date:
    for shape in _BORN:
        try:
            born_on = datetime.strptime(text, shape).date()  # noqa: DTZ007  # a date
        except ValueError:
            continue
        if not today.year - OLDEST_YEARS <= born_on.year or born_on > today:
            raise ValueError("birth_date is of nobody alive")
        return born_on
    raise ValueError("birth_date must be a date such as 2004-05-17 or 17/05/2004")
