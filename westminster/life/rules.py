"""What a move, a birthday or an end changes, from values to values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ..core.words import N_, Words
from ..proofs.pension_rules import reached_on
from ..proofs.rules import CATEGORIES, LIVES, PENSION_AGE, STUDIES, WORKS
from ..residents.rules import birthday
from ..services.rules import AgeAtLeast, Person, Service, entitlement

# What a card stands on: without any of them there is no card.
BASES = (LIVES.slug, WORKS.slug, STUDIES.slug)
GRACE = timedelta(days=28)  # a proof of living here counts on after a move within Westminster
FURTHEST = timedelta(days=366)  # a move is told at most so long before
OLD_HOME_KEPT = timedelta(days=90)
BEFORE = timedelta(days=14)  # a birthday that opens or ends something is told so long before
PENSION_YEARS = range(65, 70)  # State Pension age is in these years of life, see proofs/state_pension_age.toml
LATE = timedelta(days=7)  # an end that the worker missed is told so long after

# Who told us of a death; must match the constraint in 0034.
TOLD_BY = {
    "family": N_("Family or a friend"),
    "funeral": N_("A funeral director"),
    "official": N_("A registrar or another office"),
    "care": N_("A hospital, a home or a carer"),
    "other": N_("Somebody else"),
}
_SAME = N_("That is the address we have already")
_BEFORE_BIRTH = N_("The day must be after you were born")
_TOO_FAR = N_("The day must be within the next 12 months")
_TOLD_LATER = N_(
    "You told us already that you moved on a later day. If that is wrong, call 020 7946 0123 and we undo it."
)


@dataclass(frozen=True)
class Home:
    """Where somebody lives: the lines of the address, without a postcode where there is none."""

    address: tuple[str, ...]
    postcode: str

    def is_same(self, other: "Home") -> bool:
        """Whatever case and spaces."""
        return _plain(self) == _plain(other)


def why_not_move(
    home: Home, from_on: date, *, now: Home, born_on: date | None, last_on: date | None, today: date
) -> Words | None:
    """Why somebody cannot move to `home`; `last_on` is the day of the last move that we know."""
    if home.is_same(now):
        return _SAME
    if born_on and from_on < born_on:
        return _BEFORE_BIRTH
    if from_on > today + FURTHEST:
        return _TOO_FAR
    return _TOLD_LATER if last_on and from_on < last_on else None


def living_here_ends(place: str, from_on: date, today: date) -> date:
    """The first day on which proofs of living here count no more: that of the move out; else after GRACE, in which a
    new one can be shown, counted from when we know.
    """
    return from_on if place == "out" else max(from_on, today) + GRACE


def carries(facts: Iterable[str]) -> bool:
    """Whether a card can stand on what is proved."""
    return any(fact in BASES for fact in facts)


@dataclass(frozen=True)
class Change:
    """The services that open on a day, those that end the day before, and those that can be added from the day on."""

    opens: tuple[Service, ...]
    ends: tuple[Service, ...]
    stays: tuple[Service, ...]
    can_add: tuple[Service, ...]

    def __bool__(self) -> bool:
        return bool(self.opens or self.ends or self.can_add)


def change_on(services: Iterable[Service], before: Person, after: Person, day: date) -> Change:
    """What differs between the day before for `before` and `day` for `after`."""
    some = tuple(services)
    was = [entitlement(one, before, day - timedelta(days=1)) for one in some]
    is_ = [entitlement(one, after, day) for one in some]
    pairs = list(zip(some, was, is_, strict=True))
    return Change(
        opens=tuple(one for one, old, new in pairs if new.answer.yes and not old.answer.yes),
        ends=tuple(one for one, old, new in pairs if old.answer.yes and not new.answer.yes),
        stays=tuple(one for one, old, new in pairs if old.answer.yes and new.answer.yes),
        can_add=tuple(one for one, old, new in pairs if new.can_add and not old.can_add),
    )


def ages_that_matter(services: Iterable[Service]) -> frozenset[int]:
    """The birthdays on which a category begins or has ended, or a rule of a service says so."""
    ages = [version.ages for category in CATEGORIES.values() for version in category.versions if version.ages]
    years = {one.youngest for one in ages if one.youngest} | {one.oldest + 1 for one in ages if one.oldest is not None}
    leaves = {condition.leaf for service in services for way in service.ways for condition in way}
    return frozenset(years | {leaf.years for leaf in leaves if isinstance(leaf, AgeAtLeast)})


def born_to_change_on(day: date, ages: Iterable[int]) -> list[date]:
    """The dates of birth of whom `day` is such a birthday, or the first day of State Pension age."""
    found = {born for age in ages for born in _around(day, age) if birthday(born, age) == day}
    pensioners = (
        date(max(1, day.year - years), 1, 1) + timedelta(days=n) for years in PENSION_YEARS for n in range(366)
    )
    return sorted(found | {born for born in pensioners if reached_on(born, PENSION_AGE) == day})


def _around(day: date, years: int) -> list[date]:
    """The dates about `years` before `day`, before which nobody was born."""
    there = birthday(day, -years).toordinal() if years < day.year else 1
    return [date.fromordinal(number) for number in range(max(1, there - 2), there + 3)]


def _plain(home: Home) -> str:
    return "".join(c for c in " ".join([*home.address, home.postcode]).casefold() if c.isalnum())
