"""What a case page says of a case: facts said and seen, which day it is on, what is next. Values only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from ..applications.rules import WORKING_DAYS, Answers, address_lines, full_name
from ..applications.working_days import is_working_day
from ..core.words import N_, Words
from ..places.rules import Place
from ..proofs.rules import LIVES, STUDIES, WORKS
from .compare_rules import Likeness, compare_addresses, compare_names
from .document_rules import in_date

UNDO = timedelta(minutes=5)  # a decision can be undone for so long; its letter leaves then
# As staff read them; the person reads applications.rules.WHY_A_PERSON.
WHY = {
    "further": N_("Shows something more"),
    "no_match": N_("No Council Tax match"),
    "works_or_studies": N_("Works or studies here"),
    "under_16": N_("Under 16"),
    "same_person": N_("Somebody alike has a card"),
    "ended_by_us": N_("We ended their last card"),
}
BASES = {LIVES.slug: N_("Lives"), WORKS.slug: N_("Works"), STUDIES.slug: N_("Studies")}


class Result(Enum):
    """What comparing came to: the shape of macros/icon.html, and the word."""

    SAME = ("yes", N_("Same"))
    NEARLY = ("look", N_("Nearly"))
    DIFFERENT = ("no", N_("Different"))
    INSIDE = ("yes", N_("Inside"))
    OUTSIDE = ("no", N_("Outside"))
    IN_DATE = ("yes", N_("In date"))
    TOO_OLD = ("no", N_("Too old"))
    NOT_NEEDED = ("not_needed", N_("Not needed"))
    NOT_SEEN = ("look", N_("Not seen"))

    @property
    def icon(self) -> str:
        return self.value[0]

    @property
    def words(self) -> Words:
        return self.value[1]


@dataclass(frozen=True)
class Seen:
    """What somebody read on a paper; `source` is its name as pages show it, `ending` the end of its number."""

    source: Words
    kind: str
    name: str
    address: str
    dated_on: date | None
    ends_on: date | None
    ending: str = ""
    in_person: bool = False


@dataclass(frozen=True)
class Fact:
    """One row of the table. `slug` is name, born, home, place, address, paper or ends; a date is shown as a date."""

    slug: str
    key: Words
    said: str | Words | date | None
    seen: str | Words | date | None
    source: Words | None
    result: Result


_LIKE = {Likeness.SAME: Result.SAME, Likeness.NEARLY: Result.NEARLY, Likeness.DIFFERENT: Result.DIFFERENT}
_IN_DATE = {True: Result.IN_DATE, False: Result.TOO_OLD, None: Result.NOT_SEEN}
_POSTCODES, _SIGN_IN = N_("postcode list"), N_("what the sign-in said")


def facts(
    answers: Answers,
    *,
    signed_in_born_on: date | None,
    home: Place | None,
    place: Place | None,
    seen: Sequence[Seen],
    today: date,
) -> list[Fact]:
    """The table of what they say and what we saw, one row for each paper where papers differ."""
    person = [*_names(answers, seen), _born(date.fromisoformat(answers["born_on"]), signed_in_born_on)]
    if answers["basis"] not in BASES:
        return [*person, *_dates(answers["basis"], seen, today), *_ends(seen, today)]
    return [
        *person,
        _where("home", N_("Home postcode"), answers["postcode"], home),
        *_addresses(answers, seen),
        _workplace(answers, place),
        *_dates(answers["basis"], seen, today),
    ]


def _names(answers: Answers, seen: Sequence[Seen]) -> Iterator[Fact]:
    said, key = full_name(answers), N_("Name")
    read = [paper for paper in seen if paper.name]
    for paper in read:
        yield Fact("name", key, said, paper.name, paper.source, _LIKE[compare_names(said, paper.name)])
    if not read:
        yield Fact("name", key, said, None, None, Result.NOT_SEEN)


def _addresses(answers: Answers, seen: Sequence[Seen]) -> Iterator[Fact]:
    said, key = ", ".join([*address_lines(answers), answers["postcode"]]).removesuffix(", "), N_("Address")
    read = [paper for paper in seen if paper.address]
    if answers["basis"] != LIVES.slug:
        said, key = ", ".join([answers["place_name"], answers["place_postcode"]]), N_("Place on the paper")
    for paper in read:
        yield Fact("address", key, said, paper.address, paper.source, _LIKE[compare_addresses(said, paper.address)])
    if not read:
        yield Fact("address", key, said, None, None, Result.NOT_SEEN)


def _born(said: date, signed_in: date | None) -> Fact:
    if signed_in is None:
        return Fact("born", N_("Born"), said, None, None, Result.NOT_SEEN)
    result = Result.SAME if said == signed_in else Result.DIFFERENT
    return Fact("born", N_("Born"), said, signed_in, _SIGN_IN, result)


def _where(slug: str, key: Words, postcode: str, place: Place | None) -> Fact:
    """Where a postcode is; one that the list does not know is nowhere yet, not outside."""
    if not postcode:
        return Fact(slug, key, None, None, None, Result.NOT_SEEN)
    if place is None or place.council is None:
        return Fact(slug, key, postcode, N_("Not listed"), _POSTCODES, Result.NOT_SEEN)
    seen = place.ward or place.council
    return Fact(slug, key, postcode, seen, _POSTCODES, Result.INSIDE if place.in_westminster else Result.OUTSIDE)


def _workplace(answers: Answers, place: Place | None) -> Fact:
    if answers["basis"] == LIVES.slug:
        return Fact("place", N_("Works or studies"), N_("Not claimed"), N_("Not looked for"), None, Result.NOT_NEEDED)
    return _where("place", N_("Place’s postcode"), answers["place_postcode"], place)


def _dates(basis: str, seen: Sequence[Seen], today: date) -> Iterator[Fact]:
    key = N_("Date on the paper")
    for paper in seen:
        result = _IN_DATE[in_date(basis, paper.kind, paper.dated_on, paper.ends_on, today)]
        yield Fact("paper", key, None, paper.dated_on or paper.ends_on, paper.source, result)
    if not seen:
        yield Fact("paper", key, None, None, None, Result.NOT_SEEN)


def _ends(seen: Sequence[Seen], today: date) -> Iterator[Fact]:
    for paper in seen:
        if paper.ends_on:
            result = Result.IN_DATE if paper.ends_on >= today else Result.TOO_OLD
            yield Fact("ends", N_("Last day on the paper"), None, paper.ends_on, paper.source, result)


def day_of(due_on: date, today: date) -> int:
    """Which of the WORKING_DAYS it is, more than those when it is late; the day of sending is 0."""
    first, last = sorted((due_on, today))
    between = sum(is_working_day(first + timedelta(days=n + 1)) for n in range((last - first).days))
    return WORKING_DAYS + (between if today > due_on else -between)


def how_late(due_on: date, today: date) -> str | None:
    """One of late, today and next (working day), None while there is more time."""
    day = day_of(due_on, today)
    if today > due_on:
        return "late"
    return {WORKING_DAYS: "today", WORKING_DAYS - 1: "next"}.get(day)
