"""What a category is: its versions, what shows it, how long a proof lasts. Values; the files are read by `reading`."""

from dataclasses import dataclass
from datetime import date

from ..core.words import N_, Words

# What somebody chooses among, in this order.
GROUPS = {
    "care": N_("Health and care"),
    "money": N_("Money"),
    "study": N_("School and study"),
    "work": N_("Your work"),
    "young": N_("In care, or after it"),
    "arrival": N_("Coming to this country"),
    "here": N_("Where you live, work or study"),
    "age": N_("Who you are and your age"),
}


@dataclass(frozen=True)
class Evidence:
    """One kind of paper. `slug` is kept as the kind of a file. It may be `months` old; None: of any age, it counts until it ends."""

    slug: str
    name: Words
    how_new: Words
    look_for: Words
    months: int | None


@dataclass(frozen=True)
class Ages:
    """Who it can be true of: from the birthday of `youngest`, or from State Pension age, to the last day of `oldest`.

    With `enough` a birth date that we keep shows it, and nothing else is asked.
    """

    youngest: int | None
    oldest: int | None
    pension: bool
    enough: bool


@dataclass(frozen=True)
class Lasts:
    """How long a proof counts: the shortest of these, without any for good. `award`: also until what it shows ends.

    `months_without_end` are for a paper that says no last day; of one that does they say nothing.
    """

    months: int | None
    months_without_end: int | None
    days: int | None
    school_year: bool
    award: bool


@dataclass(frozen=True)
class Version:
    """A category as it holds from a day on. `group` is one of GROUPS. `clause` goes into a sentence, after "because" or "that"."""

    number: int
    from_on: date
    group: str
    name: Words
    about: Words
    you: Words
    clause: Words
    source: str
    checked_by: tuple[str, ...]
    renew: Words
    ends: Words
    lasts: Lasts
    ages: Ages | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, eq=False)
class Category:
    """A fact that can be true of a person. A version holds until the next begins, the first also before its day."""

    slug: str
    versions: tuple[Version, ...]

    def on(self, day: date) -> Version:
        return next((one for one in reversed(self.versions) if one.from_on <= day), self.versions[0])

    def number(self, number: int) -> Version:
        """The version that a proof was made under."""
        return self.versions[number - 1]
