"""What the rules say of a case: for the fact that is claimed, and for each service. Values only; a person decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from ..core.words import N_, Words
from ..proofs.rules import CATEGORIES, LIVES
from ..services.rules import Condition, Has, Held, Person, Service, alternatives, days_met, entitlement, in_order
from ..services.span_rules import around
from ..services.word_rules import Written, name_of
from .rules import BASES, Fact, Result


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


def claim_box(basis: str, facts: Sequence[Fact], *, why: str | None, proved: Words | None, today: date) -> Box:
    """Whether what they claim is shown. `proved` says which check or proof shows it already, None for none.

    Of several papers the best counts: one that is good is enough.
    """
    if basis in BASES:
        wanted = [slug for slug in _ASKED if slug != ("place" if basis == LIVES.slug else "home")]
    else:
        wanted = ["name", "paper"]
    if proved:
        checks = [Check(State.MET, proved)]
    else:
        checks = [_best([fact for fact in facts if fact.slug == slug], _ASKED[slug]) for slug in wanted]
    return Box(CATEGORIES[basis].on(today).name, (*checks, *_for_a_person(why)))


def service_box(service: Service, basis: str, person: Person, today: date, written: Written) -> Box:
    """What saying yes to `basis` would do for a service; `person` is what is known already."""
    then = replace(person, proofs=(*person.proofs, Held(basis, today, None, None)))
    now, later = (entitlement(service, one, today) for one in (person, then))
    if now.answer.yes:
        follows = N_("Open already.")
    elif now.can_add:
        follows = N_("Theirs to add already.")
    elif later.can_add:
        follows = N_("If you say yes, they can add it.")
    elif later.answer.yes:
        follows = N_("If you say yes, it opens.")
    else:
        follows = N_("It stays closed.")
    return Box(service.name, tuple(_conditions(service, basis, person, today, written)), follows)


def _for_a_person(why: str | None) -> Iterator[Check]:
    if why == "same_person":
        yield Check(State.YOURS, N_("is it somebody who has a card?"))
    if why == "under_16":
        yield Check(State.YOURS, N_("does a parent or guardian agree?"))


def _best(facts: Sequence[Fact], words: Words) -> Check:
    states = [_STATES[fact.result] for fact in facts if fact.result in _STATES]
    return Check(min(states, key=list(State).index, default=State.YOURS), words)


def _conditions(service: Service, basis: str, person: Person, today: date, written: Written) -> Iterator[Check]:
    """Those that matter: of several ways, only those that lead somewhere, if any does."""
    ways = [[(_state(one, basis, person, today), one) for one in in_order(way)] for way in alternatives(service.rule)]
    open_ways = [way for way in ways if all(state is not State.NOT_MET for state, _ in way)]
    seen = dict.fromkeys(found for way in open_ways or ways for found in way)
    return (Check(state, name_of(condition, today, written)) for state, condition in seen)


def _state(condition: Condition, basis: str, person: Person, today: date) -> State:
    if around(days_met(condition, person), today)[0]:
        return State.MET
    return State.YOURS if condition == Condition(Has(basis), wanted=True) else State.NOT_MET
