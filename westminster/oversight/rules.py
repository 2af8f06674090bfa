"""What is unusual about who read whose record. Nothing is blocked by it: an auditor looks and asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..core.words import N_, Words

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
# Nobody is at work outside these hours of a working day, in London.
FROM_HOUR, TO_HOUR = 7, 20


@dataclass(frozen=True)
class Rule:
    """`figure` is how many make it unusual; a look with a case with us does not count, but for a name in common."""

    words: Words
    figure: int


def _rule(text: Words, figure: int) -> Rule:
    return Rule(Words(text.text, (("figure", figure),)), figure)


RULES = {
    "many_in_an_hour": _rule(N_("Opened %(figure)s people or more without a case within an hour"), 20),
    "many_in_a_day": _rule(N_("Opened %(figure)s people or more without a case on one day"), 50),
    "out_of_hours": _rule(N_("Opened %(figure)s people or more without a case when nobody is at work"), 5),
    "again_and_again": _rule(N_("Opened one person without a case %(figure)s times or more in 7 days"), 5),
    "own_name": _rule(N_("Opened somebody with their own surname"), 1),
}


@dataclass(frozen=True)
class Read:
    """One line of the trail: who opened whom, on which day in London, whether at work, and whether for a case with us."""

    entry_id: int
    at: datetime
    on: date
    staff_id: int
    resident_id: int
    at_work: bool
    with_case: bool


@dataclass(frozen=True)
class Found:
    """`about` is the one person it is about, "" where it is about many; `lines` are the ids behind it."""

    rule: str
    staff_id: int
    about: str
    lines: tuple[int, ...]


def unusual(new: Read, before: Sequence[Read], *, same_name: bool) -> Iterator[Found]:
    """What `new` makes unusual. `before` is what the same member of staff read in the WEEK before it, oldest first.

    `same_name` says whether the two have a surname in common.
    """
    person = f"resident:{new.resident_id}"
    if same_name:
        yield Found("own_name", new.staff_id, person, (new.entry_id,))
    if new.with_case:
        return
    reads = [*(read for read in before if not read.with_case), new]
    day = [read for read in reads if read.on == new.on]
    windows = {
        "many_in_an_hour": [read for read in reads if new.at - read.at < HOUR],
        "many_in_a_day": day,
        "out_of_hours": [] if new.at_work else [read for read in day if not read.at_work],
    }
    for rule, window in windows.items():
        if len({read.resident_id for read in window}) >= RULES[rule].figure:
            yield Found(rule, new.staff_id, "", _lines(window))
    same = [read for read in reads if read.resident_id == new.resident_id and new.at - read.at < WEEK]
    if len(same) >= RULES["again_and_again"].figure:
        yield Found("again_and_again", new.staff_id, person, _lines(same))


def is_at_work(hour: int, *, working_day: bool) -> bool:
    """By the hour on the clocks of London."""
    return working_day and FROM_HOUR <= hour < TO_HOUR


def has_surname(name: str, surname: str) -> bool:
    """Whether a surname of a resident is the end of a name of a member of staff, in any case."""
    ours, theirs = name.casefold().split(), surname.casefold().split()
    return bool(theirs) and ours[-len(theirs) :] == theirs


def _lines(reads: Sequence[Read]) -> tuple[int, ...]:
    return tuple(read.entry_id for read in reads)
