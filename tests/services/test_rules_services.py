from hypothesis import given
from hypothesis import strategies as st

from westminster.proofs.rules import FACTS, IDENTITY, LIVES, STUDIES, WORKS
from westminster.services.catalogue import SERVICES
from westminster.services.rules import AgeAtLeast, Every, Has, Person, Some, answer

LEAVES = st.builds(Has, st.sampled_from(sorted(FACTS))) | st.builds(AgeAtLeast, st.integers(0, 130))


def _joined(rules):
    some = st.lists(rules, max_size=4).map(tuple)
    return st.builds(Every, some) | st.builds(Some, some)


RULES = st.recursive(LEAVES, _joined, max_leaves=12)
PEOPLE = st.builds(Person, st.frozensets(st.sampled_from(sorted(FACTS))), st.none() | st.integers(0, 130))


def slowly(rule, person):
    """The same question, asked in the plainest way."""
    if isinstance(rule, Has):
        return rule.fact in person.facts
    if isinstance(rule, AgeAtLeast):
        return person.age is not None and person.age >= rule.years
    found = [slowly(part, person) for part in rule.rules]
    return (found.count(False) == 0) if isinstance(rule, Every) else (found.count(True) > 0)


@given(RULES, PEOPLE)
def test_a_rule_says_what_the_plain_reading_says(rule, person):
    assert answer(rule, person).yes == slowly(rule, person)


@given(RULES, PEOPLE)
def test_the_reasons_are_those_of_the_answer(rule, person):
    given = answer(rule, person)
    assert all(check.met == given.yes for check in given.because)


@given(RULES, PEOPLE)
def test_more_proofs_never_close_a_door(rule, person):
    more = Person(frozenset(FACTS), 130)
    assert answer(rule, more).yes >= answer(rule, person).yes


def opens(facts=(), age=None):
    return {s.slug for s in SERVICES if answer(s.rule, Person(frozenset(facts), age)).yes}


def test_who_lives_works_or_studies_here_may_use_libraries():
    assert [opens([fact.slug]) for fact in (LIVES, WORKS, STUDIES)] == [{"libraries"}] * 3
    assert opens([IDENTITY.slug]) == set()
    assert opens(age=40) == set()


def test_city_save_begins_on_the_sixteenth_birthday():
    assert opens(["lives_in_westminster"], 15) == {"libraries"}
    assert opens(["lives_in_westminster"], 16) == {"libraries", "city-save"}
    assert opens(["works_in_westminster"], 40) == {"libraries"}


def test_a_no_says_what_is_missing():
    city_save = next(s for s in SERVICES if s.slug == "city-save")
    missing = answer(city_save.rule, Person(frozenset(), 12)).because
    assert [str(check.words) for check in missing] == ["You live in Westminster", "You are 16 or over"]
