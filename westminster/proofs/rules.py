"""The categories there are, how long a proof of each counts, and when it does."""

from datetime import date, timedelta
from pathlib import Path

from ..core.words import N_, Words
from ..residents.rules import birthday
from . import pension_rules
from .category_files import read_categories, read_pension_age
from .category_rules import Ages, Category, Version

_HERE = Path(__file__).parent
PENSION_AGE = read_pension_age(_HERE / "state_pension_age.toml")
CATEGORIES: dict[str, Category] = read_categories(_HERE / "categories")
LIVES, WORKS, STUDIES, IDENTITY = (
    CATEGORIES[slug] for slug in ("lives_in_westminster", "works_in_westminster", "studies_in_westminster", "identity")
)

# Who knows it, as the holder reads it; a source not named here is shown as it is kept.
SOURCES = {
    "council_tax": N_("Council Tax"),
    "document": N_("A document that a person saw"),
    "in_person": N_("A paper that you showed to a person"),
    "identity": N_("You proved who you are when you signed in"),
    "partner_list": N_("A list that a partner gave us"),
    "eligibility_api": N_("Another office that answered for you"),
}
# Why a proof was ended, as staff read it. Must match the constraint in 0027.
ENDED = {
    "award_ended": N_("What it showed has ended, such as an award"),
    "not_so": N_("It is not so, or no longer"),
    "mistake": N_("It was kept by mistake"),
    "by_person": N_("They told us that it is no longer so"),
}
BY_STAFF = ("award_ended", "not_so", "mistake")
_AGE = N_("It cannot be: the date of birth that we keep says something else.")
_OVER = N_("It cannot be: it had ended before it began.")


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


def last_counted(until_on: date | None, ended_on: date | None) -> date | None:
    """The last day on which a proof counts, its own or that before it was ended; None for good."""
    ends = [until_on, ended_on - timedelta(days=1) if ended_on else None]
    return min((day for day in ends if day), default=None)


def ages_hold(ages: Ages, born_on: date) -> tuple[date, date | None]:
    """The first and the last day of somebody's life on which they are of these ages; None for no last one."""
    first = pension_rules.reached_on(born_on, PENSION_AGE) if ages.pension else birthday(born_on, ages.youngest or 0)
    last = None if ages.oldest is None else birthday(born_on, ages.oldest + 1) - timedelta(days=1)
    return first, last


def ages_proved(born_on: date | None, source: str, today: date) -> dict[str, date]:
    """What a birth date that `source` has proved is a proof of, by its category, and from when: today or a birthday."""
    found = {}
    for category in CATEGORIES.values():
        version = category.on(today)
        if born_on and version.ages and source in version.checked_by:
            first, last = ages_hold(version.ages, born_on)
            if last is None or last >= today:
                found[category.slug] = max(first, today)
    return found


def proof_until(version: Version, from_on: date, *, told: date | None, born_on: date | None) -> date | None:
    """The last day of a proof that begins on `from_on`; None for one that counts for good.

    `told` is when what the source shows ends, such as an award or a course: never longer than that.
    """
    lasts, ends = version.lasts, [told]
    if lasts.months:
        ends.append(last_day(from_on, lasts.months))
    if lasts.months_without_end and told is None:
        ends.append(last_day(from_on, lasts.months_without_end))
    if lasts.days:
        ends.append(from_on + timedelta(days=lasts.days - 1))
    if lasts.school_year:
        ends.append(date(from_on.year + (from_on.month > 8), 8, 31))
    if version.ages and born_on:
        ends.append(ages_hold(version.ages, born_on)[1])
    return min((day for day in ends if day), default=None)


def how_long(version: Version) -> tuple[Words, ...]:
    """What ends a proof by itself, in words for staff: the first of these that comes."""
    lasts, said = version.lasts, []
    if lasts.months:
        said.append(N_("%(months)s months at most", months=lasts.months))
    if lasts.months_without_end:
        said.append(N_("%(months)s months, if it says no last day", months=lasts.months_without_end))
    if lasts.days:
        said.append(N_("To the end of the day"))
    if lasts.school_year:
        said.append(N_("Until 31 August"))
    if lasts.award:
        said.append(N_("Until what it shows ends, such as an award or a course"))
    if version.ages and version.ages.oldest is not None:
        said.append(N_("Until the day before they are %(age)s", age=version.ages.oldest + 1))
    return tuple(said) or (N_("For good"),)


def why_not_proved(version: Version, from_on: date, *, told: date | None, born_on: date | None) -> Words | None:
    """Why a proof that begins on `from_on` contradicts what we know of the person, or None if it does not."""
    if told is not None and told < from_on:
        return _OVER
    if version.ages and born_on:
        first, last = ages_hold(version.ages, born_on)
        if from_on < first or (last is not None and from_on > last):
            return _AGE
    return None
