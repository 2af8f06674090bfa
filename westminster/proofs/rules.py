"""The facts there are, how long each holds, and when a proof counts."""

from dataclasses import dataclass
from datetime import date, timedelta

from ..core.words import N_, Words


@dataclass(frozen=True)
class Fact:
    """One thing that can be true of a person. `months` is how long a proof of it counts."""

    slug: str
    words: Words
    months: int


LIVES = Fact("lives_in_westminster", N_("You live in Westminster"), 12)
WORKS = Fact("works_in_westminster", N_("You work in Westminster"), 12)
STUDIES = Fact("studies_in_westminster", N_("You study in Westminster"), 12)
IDENTITY = Fact("identity", N_("You are who you say you are"), 120)  # as long as a passport
FACTS = {fact.slug: fact for fact in (LIVES, WORKS, STUDIES, IDENTITY)}

# Who knows it, as the holder reads it; a source not named here is shown as it is kept.
SOURCES = {
    "council_tax": N_("Council Tax"),
    "document": N_("A document that a person saw"),
    "in_person": N_("A paper that you showed to a person"),
    "identity": N_("You proved who you are when you signed in"),
}


def last_day(from_on: date, months: int) -> date:
    """The day before the same date `months` later, that day included: 20 November to 19 November.

    Where that month is too short for the date, its last day.
    """
    year, month = divmod(from_on.year * 12 + from_on.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last_of_month = first_of_next - timedelta(days=1)
    if from_on.day > last_of_month.day:
        return last_of_month
    return date(year, month + 1, from_on.day) - timedelta(days=1)


def holds(from_on: date, until_on: date | None, ended_on: date | None, today: date) -> bool:
    """Whether a proof counts on `today`: its last day does, the day it was ended does not."""
    if today < from_on or (until_on is not None and today > until_on):
        return False
    return ended_on is None or today < ended_on
