"""Who may use a service: all, any and not of proofs and dates, and on which days. Values in, answer out.

A rule is worked out as its alternatives: each a set of conditions that together are enough.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from ..core.words import Words
from ..proofs.category_rules import Category
from ..proofs.rules import CATEGORIES, ages_hold
from ..residents.rules import birthday
from .span_rules import ALWAYS, NEVER, Spans, around, between, both, join, outside


class Held(NamedTuple):
    """A proof: from a day until a day (both included, None for good), or ended on a day (not included)."""

    fact: str
    from_on: date
    until_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class Person:
    """All that a rule may ask about somebody. `born_on` is None when we do not know it.

    `added` are the services that they took up, by slug, of those that are theirs to add.
    """

    born_on: date | None
    proofs: tuple[Held, ...]
    added: frozenset[str] = frozenset()


def holding(facts: Iterable[str], born_on: date | None) -> Person:
    """Somebody with these facts proved for good: to ask what would be."""
    return Person(born_on, tuple(Held(fact, date.min, None, None) for fact in sorted(facts)))


@dataclass(frozen=True)
class Has:
    """A fact of proofs.rules.CATEGORIES is proved, or follows from the birth date where that is enough."""

    fact: str


@dataclass(frozen=True)
class AgeAtLeast:
    """From the birthday on which somebody becomes so old. A birth date that we do not know meets nothing, nor its not."""

    years: int


@dataclass(frozen=True)
class BornBefore:
    day: date


@dataclass(frozen=True)
class Every:
    """All of them; of none, yes."""

    rules: "tuple[Rule, ...]"


@dataclass(frozen=True)
class Some:
    """At least one of them; of none, no."""

    rules: "tuple[Rule, ...]"


@dataclass(frozen=True)
class Not:
    rule: "Rule"


Leaf = Has | AgeAtLeast | BornBefore
Rule = Leaf | Every | Some | Not


class Condition(NamedTuple):
    """A leaf that has to be so, or has not to be."""

    leaf: Leaf
    wanted: bool


Alternative = frozenset[Condition]
_OF_SOME_AGE = {slug for slug, category in CATEGORIES.items() if any(version.ages for version in category.versions)}


@lru_cache(maxsize=1024)
def alternatives(rule: Rule) -> tuple[Alternative, ...]:
    """The ways to meet `rule`, the fewest conditions first: its disjunctive normal form without what adds nothing.

    None for a rule that in every way wants something and its opposite.
    """
    found = {one for one in _alternatives(rule, wanted=True) if not any((leaf, not so) in one for leaf, so in one)}
    least = [one for one in found if not any(other < one for other in found)]
    return tuple(sorted(least, key=lambda one: (len(one), sorted(map(repr, one)))))


def _alternatives(rule: Rule, *, wanted: bool) -> Iterator[Alternative]:
    match rule:
        case Not(inner):
            yield from _alternatives(inner, wanted=not wanted)
        case Every(rules) | Some(rules):
            parts = [list(_alternatives(part, wanted=wanted)) for part in rules]
            if isinstance(rule, Every) == wanted:
                yield from (frozenset().union(*chosen) for chosen in product(*parts))
            else:
                yield from (one for part in parts for one in part)
        case leaf:
            yield frozenset([Condition(leaf, wanted)])


def days(ways: Iterable[Alternative], person: Person) -> Spans:
    """The days on which `person` meets one of the alternatives, by what is proved of them today."""
    return join([span for one in ways for span in days_of(one, person)])


def days_of(alternative: Alternative, person: Person) -> Spans:
    """The days on which all its conditions are met."""
    found = ALWAYS
    for condition in alternative:
        found = both(found, days_met(condition, person))
        if not found:
            break
    return found


def days_met(condition: Condition, person: Person) -> Spans:
    """The days on which one condition is met."""
    leaf, born_on = condition.leaf, person.born_on
    if isinstance(leaf, Has):
        found = _proved(leaf.fact, person)
    elif born_on is None:
        return NEVER
    elif isinstance(leaf, AgeAtLeast):
        found = (between(birthday(born_on, leaf.years), None),)
    else:
        found = ALWAYS if born_on < leaf.day else NEVER
    return found if condition.wanted else outside(found)


def _proved(fact: str, person: Person) -> Spans:
    """Overlapping proofs are one run of days; of what depends on age a birth date that we know has the last word."""
    shown = join([_span(proof) for proof in person.proofs if proof.fact == fact])
    if person.born_on is None or fact not in _OF_SOME_AGE:
        return shown
    return join([span for part in _of_age(CATEGORIES[fact], shown, person.born_on) for span in part])


def _of_age(category: Category, shown: Spans, born_on: date) -> Iterator[Spans]:
    """For each version the days on which it holds and is met."""
    for version, after in zip(category.versions, (*category.versions[1:], None), strict=True):
        start, _ = between(version.from_on if version.number > 1 else None, None)
        end = after.from_on.toordinal() if after else ALWAYS[0][1]
        if version.ages is None:
            yield both(shown, ((start, end),))
            continue
        at_age = both(join([between(*ages_hold(version.ages, born_on))]), ((start, end),))
        yield at_age if version.ages.enough else both(shown, at_age)


def _span(proof: Held) -> tuple[int, int]:
    start, end = between(proof.from_on, proof.until_on)
    return start, min(end, proof.ended_on.toordinal()) if proof.ended_on else end


@dataclass(frozen=True)
class Answer:
    """Yes or no, and the first and last day of the run of days of which that is so; None for no end."""

    yes: bool
    from_on: date | None
    until_on: date | None


def answer(rule: Rule, person: Person, day: date) -> Answer:
    """What `rule` says of `person` on `day`."""
    return Answer(*around(days(alternatives(rule), person), day))


def because(rule: Rule, person: Person, day: date) -> tuple[Condition, ...]:
    """The conditions that make it a yes on `day`: of the alternative that stays met longest. None of them for a no."""
    met = [(until, one) for one in alternatives(rule) for yes, _, until in [around(days_of(one, person), day)] if yes]
    if not met:
        return ()
    return in_order(max(met, key=lambda found: found[0] or date.max)[1])


def missing(rule: Rule, person: Person, day: date) -> tuple[tuple[Condition, ...], ...]:
    """What would be enough on `day`: sets of conditions, the smallest first, that the person could still show.

    Empty for a rule that is met, and where nothing that can be shown helps.
    """
    lacking = []
    for one in alternatives(rule):
        open_ = frozenset(c for c in one if not around(days_met(c, person), day)[0])
        if all(_can_show(condition, person, day) for condition in open_):
            lacking.append(open_)
    least = {one for one in lacking if one and not any(other < one for other in lacking)}
    return tuple(in_order(one) for one in sorted(least, key=lambda one: (len(one), sorted(map(repr, one)))))


def _can_show(condition: Condition, person: Person, day: date) -> bool:
    """Whether a proof, or being told the birth date, could meet it; nobody can take a proof back to get something."""
    leaf = condition.leaf
    if not isinstance(leaf, Has):
        return person.born_on is None
    ages = CATEGORIES[leaf.fact].on(day).ages
    if not condition.wanted or ages is None or person.born_on is None:
        return condition.wanted
    first, last = ages_hold(ages, person.born_on)
    return not ages.enough and first <= day and (last is None or day <= last)


def in_order(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Proofs before ages, what has to be before what has not: always the same."""
    return tuple(sorted(conditions, key=lambda c: (not c.wanted, not isinstance(c.leaf, Has), repr(c.leaf))))


@dataclass(frozen=True, eq=False)
class Service:
    """Something the card opens; each is itself alone. `public`: a stranger who looks at a code may ask about it.

    `icon` names a drawing of macros/door_icon.html; `so` says in a sentence, after a comma, what it gives; `steps` say
    how to use the card there. It begins on a day: nobody may use it before. It takes a card `grace_days` longer than that is good.
    One that is `to_add` is closed to whoever has not added it, so that no code tells of it before.
    """

    slug: str
    begins_on: date
    name: Words
    summary: Words
    so: Words
    icon: str
    public: bool
    rule: Rule
    who: Words
    steps: tuple[Words, ...]
    good_to_know: tuple[Words, ...]
    grace_days: int = 0
    to_add: bool = False

    @cached_property
    def ways(self) -> tuple[Alternative, ...]:
        return alternatives(self.rule)

    @cached_property
    def begun(self) -> Spans:
        return (between(self.begins_on, None),)


@dataclass(frozen=True)
class Entitlement:
    """A service, and whether one person may use it; `can_add`: it is theirs, and closed only until they add it."""

    service: Service
    answer: Answer
    can_add: bool = False


_CLOSED = Answer(yes=False, from_on=None, until_on=None)


def qualifies(service: Service, person: Person, day: date) -> Answer:
    """What its rule says of `person` on `day`, added or not."""
    return Answer(*around(both(days(service.ways, person), service.begun), day))


def entitlement(service: Service, person: Person, day: date) -> Entitlement:
    """Whether `person` may use `service` on `day`."""
    found = qualifies(service, person, day)
    if service.to_add and service.slug not in person.added:
        return Entitlement(service, _CLOSED, can_add=found.yes)
    return Entitlement(service, found)


def grace(service: Service, person: Person, ended_on: date, today: date) -> date | None:
    """The last day on which `service` still takes a card that was good until `ended_on`; None where it does not.

    Only from somebody who could use it on that day, and not for what was ended since.
    """
    last = ended_on + timedelta(days=service.grace_days)
    if not ended_on < today <= last:
        return None
    left = tuple(proof for proof in person.proofs if proof.ended_on is None or proof.ended_on > today)
    return last if entitlement(service, replace(person, proofs=left), ended_on).answer.yes else None
