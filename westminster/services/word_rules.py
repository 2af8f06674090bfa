"""Why a service is open to somebody or not, in sentences: whole ones to translate, with clauses and lists inside."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from ..core.words import N_, Words
from ..proofs.rules import CATEGORIES
from .rules import AgeAtLeast, BornBefore, Condition, Has, Person, Service, because, entitlement, missing, qualifies

Written = Callable[[date], str]  # how a date is written for the reader


def explain(service: Service, person: Person, day: date, written: Written) -> Words:
    """To the person: why it is theirs and until when, what would be enough, from when, or whom it is for."""
    answer = qualifies(service, person, day)
    if answer.yes:
        reasons = _clauses(because(service.rule, person, day), day, written)
        if answer.until_on is None:
            return N_("Because %(reasons)s, %(so)s.", reasons=reasons, so=service.so)
        until = written(answer.until_on)
        return N_("Because %(reasons)s, %(so)s until %(until)s.", reasons=reasons, so=service.so, until=until)
    if ways := missing(service.rule, person, day):
        return _enough(service, ways, day, written)
    if answer.until_on is not None:
        begins = answer.until_on + timedelta(days=1)
        reasons = _clauses(because(service.rule, person, begins), begins, written)
        so, on = service.so, written(begins)
        return N_("From %(on)s on, because %(reasons)s, %(so)s.", on=on, reasons=reasons, so=so)
    return service.who


def explain_to_staff(service: Service, person: Person, day: date, written: Written) -> Words:
    """The same in the words of the categories."""
    answer = qualifies(service, person, day)
    if answer.yes:
        reasons = together(name_of(one, day, written) for one in because(service.rule, person, day))
        if entitlement(service, person, day).can_add:
            return N_("Closed until they add it: %(reasons)s", reasons=reasons)
        if answer.until_on is None:
            return N_("Open: %(reasons)s", reasons=reasons)
        return N_("Open until %(until)s: %(reasons)s", until=written(answer.until_on), reasons=reasons)
    if ways := missing(service.rule, person, day):
        what = either(together(name_of(one, day, written) for one in way) for way in ways)
        return N_("Closed. This would open it: %(what)s", what=what)
    if answer.until_on is not None:
        return N_("Closed until %(until)s", until=written(answer.until_on))
    return N_("Closed. Nothing they could show would open it.")


def _enough(service: Service, ways: Sequence[Sequence[Condition]], day: date, written: Written) -> Words:
    """What would be enough. Where a birth date is lacking, it is not sure yet that it would."""
    lacks_birth_date = any(not isinstance(one.leaf, Has) for way in ways for one in way)
    shown = [[one for one in way if isinstance(one.leaf, Has)] for way in ways]
    if not any(shown):
        return N_("Tell us your date of birth, and we can say whether %(so)s.", so=service.so)
    what = either(_clauses(way, day, written) for way in shown if way)
    if not lacks_birth_date:
        return N_("Show us that %(what)s, and %(so)s.", what=what, so=service.so)
    return N_(
        "Show us that %(what)s and tell us your date of birth. Then we can say whether %(so)s.",
        what=what,
        so=service.so,
    )


def _clauses(conditions: Iterable[Condition], day: date, written: Written) -> Words:
    return together(clause_of(one, day, written) for one in conditions)


def clause_of(condition: Condition, day: date, written: Written) -> Words:
    """A condition as a clause to its person, to go after "because" or "that"."""
    match condition:
        case Condition(Has(fact), True):
            return CATEGORIES[fact].on(day).clause
        case Condition(Has(fact), False):
            return N_("you have not shown us that %(clause)s", clause=CATEGORIES[fact].on(day).clause)
        case Condition(AgeAtLeast(years), True):
            return N_("you are %(years)s or over", years=years)
        case Condition(AgeAtLeast(years), False):
            return N_("you are under %(years)s", years=years)
        case Condition(BornBefore(born), True):
            return N_("you were born before %(day)s", day=written(born))
        case Condition(BornBefore(born), False):
            return N_("you were born on or after %(day)s", day=written(born))
    raise TypeError(condition)


def name_of(condition: Condition, day: date, written: Written) -> Words:
    """A condition as staff read it."""
    match condition:
        case Condition(Has(fact), True):
            return CATEGORIES[fact].on(day).name
        case Condition(Has(fact), False):
            return N_("not shown: %(name)s", name=CATEGORIES[fact].on(day).name)
        case Condition(AgeAtLeast(years), True):
            return N_("%(years)s or over", years=years)
        case Condition(AgeAtLeast(years), False):
            return N_("under %(years)s", years=years)
        case Condition(BornBefore(born), True):
            return N_("born before %(day)s", day=written(born))
        case Condition(BornBefore(born), False):
            return N_("born on or after %(day)s", day=written(born))
    raise TypeError(condition)


def together(parts: Iterable[Words]) -> Words:
    """All of them as a list in a sentence: a, b and c."""
    *before, last = parts
    if not before:
        return last
    return N_("%(one)s and %(last)s", one=_listed(before), last=last)


def either(parts: Iterable[Words]) -> Words:
    """Any of them: a, b or c."""
    *before, last = parts
    if not before:
        return last
    return N_("%(one)s or %(last)s", one=_listed(before), last=last)


def _listed(parts: Sequence[Words]) -> Words:
    first, *others = parts
    return N_("%(first)s, %(more)s", first=first, more=_listed(others)) if others else first
