"""What the rules say of a case: for the fact that is claimed, and for each service. Values only; a person decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from ..core.words import N_, Words
from ..proofs.rules import LIVES, STUDIES, WORKS
from ..services.rules import AgeAtLeast, Every, Has, Person, Rule, Service, Some, answer
from .rules import Fact, Result

CLAIMS = {
    LIVES.slug: N_("Lives in Westminster"),
    WORKS.slug: N_("Works in Westminster"),
    STUDIES.slug: N_("Studies in Westminster"),
}


class State(Enum):
    """The shape of macros/icon.html, and what a check begins with."""

    MET = ("yes", N_("Met:"))
    YOURS = ("look", N_("You decide:"))
    NOT_MET = ("no", N_("Not met:"))

    @property
    def icon(self) -> str:
        return self.value[0]

    @property
    def words(self) -> Words:
        return self.value[1]


@dataclass(frozen=True)
class Check:
    state: State
    words: Words


@dataclass(frozen=True)
class Box:
    """One rule: its name, its checks, and what follows."""

    title: Words
    checks: tuple[Check, ...]
    then: Words | None = None

    @property
    def state(self) -> State:
        """The worst there is."""
        return max((check.state for check in self.checks), key=list(State).index, default=State.YOURS)

    @property
    def verdict(self) -> Words:
        met, yours = (sum(c.state is state for c in self.checks) for state in (State.MET, State.YOURS))
        if self.state is State.NOT_MET:
            return N_("Not met, %(met)s of %(all)s", met=met, all=len(self.checks))
        if yours:
            return N_("%(met)s met, %(yours)s for you", met=met, yours=yours)
        return N_("%(met)s of %(all)s met", met=met, all=len(self.checks))


_STATES = {
    Result.SAME: State.MET,
    Result.INSIDE: State.MET,
    Result.IN_DATE: State.MET,
    Result.NEARLY: State.YOURS,
    Result.NOT_SEEN: State.YOURS,
    Result.DIFFERENT: State.NOT_MET,
    Result.OUTSIDE: State.NOT_MET,
    Result.TOO_OLD: State.NOT_MET,
}
_ASKED = {
    "name": N_("same name, same person"),
    "home": N_("home postcode inside"),
    "address": N_("address as they say"),
    "place": N_("postcode of the place inside"),
    "paper": N_("paper new enough"),
}


def claim_box(basis: str, facts: Sequence[Fact], *, why: str | None, proved: Words | None) -> Box:
    """Whether what they claim is shown. `proved` says which check or proof shows it already, None for none.

    Of several papers the best counts: one that is good is enough.
    """
    wanted = [slug for slug in _ASKED if slug != ("place" if basis == LIVES.slug else "home")]
    if proved:
        checks = [Check(State.MET, proved)]
    else:
        checks = [_best([fact for fact in facts if fact.slug == slug], _ASKED[slug]) for slug in wanted]
    return Box(CLAIMS[basis], (*checks, *_for_a_person(why)))


def service_box(service: Service, basis: str, held: frozenset[str], age: int) -> Box:
    """What saying yes to `basis` would do for a service; `held` are the facts that are proved already."""
    now, then = Person(held, age), Person(held | {basis}, age)
    if answer(service.rule, now).yes:
        follows = N_("Open already.")
    elif answer(service.rule, then).yes:
        follows = N_("If you say yes, it opens.")
    else:
        follows = N_("It stays closed.")
    return Box(service.name, tuple(_leaves(service.rule, basis, now)), follows)


def _for_a_person(why: str | None) -> Iterator[Check]:
    if why == "same_person":
        yield Check(State.YOURS, N_("is it somebody who has a card?"))
    if why == "under_16":
        yield Check(State.YOURS, N_("does a parent or guardian agree?"))


def _best(facts: Sequence[Fact], words: Words) -> Check:
    states = [_STATES[fact.result] for fact in facts if fact.result in _STATES]
    return Check(min(states, key=list(State).index, default=State.YOURS), words)


def _leaves(rule: Rule, basis: str, person: Person) -> Iterator[Check]:
    """The conditions that matter: of several ways, only those that lead somewhere, if any does."""
    match rule:
        case Has(fact):
            state = State.MET if fact in person.facts else State.YOURS if fact == basis else State.NOT_MET
            yield Check(state, CLAIMS[fact])
        case AgeAtLeast(years):
            met = person.age is not None and person.age >= years
            yield Check(State.MET if met else State.NOT_MET, N_("%(years)s or over", years=years))
        case Every(rules):
            for part in rules:
                yield from _leaves(part, basis, person)
        case Some(rules):
            ways = [list(_leaves(part, basis, person)) for part in rules]
            open_ways = [way for way in ways if all(check.state is not State.NOT_MET for check in way)]
            for way in open_ways or ways:
                yield from way
