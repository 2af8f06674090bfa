"""The tabs of the queue: which cases each holds, and how many there are. Every count stops at COUNT_TO and one more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee
from peewee import Value, fn

from ..applications.models import Application
from ..applications.working_days import days_after
from ..core.clock import today
from ..core.db import as_date, database
from ..core.words import N_
from .rules import day_of

COUNT_TO = 1000
SOON = 2  # working days in which a case must be decided to be due soon; a late one is
# Must match the constraint in 0028.
TABS = {
    "mine": N_("Mine"),
    "aside": N_("Put aside by me"),
    "free": N_("Nobody’s"),
    "us": N_("All that wait for us"),
    "soon": N_("Late or due soon"),
    "them": N_("Wait for the person"),
    "decided": N_("Decided"),
}
BY_OWNER = ("us", "soon", "them")  # the tabs that hold cases of several people
_OPEN = Application.status == "with_staff"


@dataclass(frozen=True)
class Wanted:
    """The cases of one tab as `reader` sees it; only those for one reason, or of one `owner`, where they are given."""

    state: str
    reader: int
    why: str = ""
    owner: int | None = None


@dataclass(frozen=True)
class Counts:
    """How many each tab holds; `oldest_day` of those that wait for us, None for none."""

    by_tab: dict[str, int]
    oldest_day: int | None


def within(wanted: Wanted) -> list[Any]:
    """What must hold of a case. Written so that each tab is a range of one index: see 0009, 0014 and 0028."""
    return [*_of_tab(wanted.state, wanted.reader, today()), *_only(wanted)]


def counts(reader: int) -> Counts:
    """In one query."""
    on = today()
    oldest = Application.select(fn.MIN(Application.due_on)).where(_OPEN)
    columns = [_count(_of_tab(tab, reader, on)) for tab in TABS]
    *found, due_on = database.execute(peewee.Select(columns=[*columns, oldest])).fetchone()
    return Counts(dict(zip(TABS, found, strict=True)), day_of(as_date(due_on), on) if due_on else None)


def _of_tab(state: str, reader: int, on: date) -> list[Any]:
    mine = [_OPEN, Application.owner == reader]
    conditions = {
        "mine": [*mine, Application.aside_until.is_null() | (Application.aside_until <= on)],
        "aside": [*mine, Application.aside_until > on],
        "free": [_OPEN, Application.owner.is_null()],
        "us": [_OPEN],
        "soon": [_OPEN, Application.due_on <= days_after(on, SOON)],
        "them": [Application.status == "more_needed"],
        "decided": [Application.closed_at.is_null(False), Application.why_a_person.is_null(False)],
    }
    return conditions[state]


def _only(wanted: Wanted) -> Iterator[Any]:
    if wanted.why:
        yield Application.why_a_person == wanted.why
    if wanted.owner is not None:
        yield Application.owner == wanted.owner


def _count(conditions: list[Any]) -> Any:
    some = Application.select(Value(1)).where(*conditions).limit(COUNT_TO + 1)
    return peewee.Select([some.alias("counted")], [fn.COUNT(peewee.SQL("*"))])
