"""Who may use a service: small conditions put together, answered with the reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..core.words import N_, Words
from ..proofs.rules import FACTS


@dataclass(frozen=True)
class Person:
    """All that a rule may ask about somebody. `age` is None when we do not know it."""

    facts: frozenset[str]
    age: int | None


@dataclass(frozen=True)
class Has:
    """A fact of `proofs.rules.FACTS` is proved."""

    fact: str


@dataclass(frozen=True)
class AgeAtLeast:
    years: int


@dataclass(frozen=True)
class Every:
    """All of them; of none, yes."""

    rules: "tuple[Rule, ...]"


@dataclass(frozen=True)
class Some:
    """At least one of them; of none, no."""

    rules: "tuple[Rule, ...]"


Rule = Has | AgeAtLeast | Every | Some


@dataclass(frozen=True)
class Check:
    """One condition, in words to the person, and whether it is met."""

    words: Words
    met: bool


@dataclass(frozen=True)
class Answer:
    """Whether a rule is met. `because` has what was met if it is, what is missing if it is not."""

    yes: bool
    because: tuple[Check, ...]


def answer(rule: Rule, person: Person) -> Answer:
    """What `rule` says of `person`, with the conditions that decided it."""
    match rule:
        case Has(fact):
            return _single(FACTS[fact].words, met=fact in person.facts)
        case AgeAtLeast(years):
            met = person.age is not None and person.age >= years
            return _single(N_("You are %(years)s or over", years=years), met=met)
        case Every(rules):
            return _join([answer(part, person) for part in rules], yes=all)
        case Some(rules):
            return _join([answer(part, person) for part in rules], yes=any)


def _single(words: Words, *, met: bool) -> Answer:
    return Answer(met, (Check(words, met),))


def _join(parts: list[Answer], *, yes: Callable[[Iterable[bool]], bool]) -> Answer:
    good = yes(part.yes for part in parts)
    return Answer(good, tuple(check for part in parts if part.yes == good for check in part.because))


@dataclass(frozen=True, eq=False)
class Service:
    """Something the card opens; each is itself alone. `public`: a stranger who looks at a code may ask about it.

    `icon` names a drawing of macros/door_icon.html; `steps` say how to use the card there.
    """

    slug: str
    name: Words
    summary: Words
    icon: str
    public: bool
    rule: Rule
    who: Words
    steps: tuple[Words, ...]
    good_to_know: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Entitlement:
    """A service, and whether one person may use it."""

    service: Service
    answer: Answer
