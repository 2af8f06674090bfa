"""Rules against the plainest reading of them, asked day by day; and what each answer says of itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from westminster.core.filters import date as written
from westminster.core.words import N_
from westminster.proofs.rules import CATEGORIES, IDENTITY, LIVES, STUDIES, WORKS, ages_hold
from westminster.residents.rules import age_on
from westminster.services.catalogue import SERVICES, find, opened_to
from westminster.services.rules import (
    AgeAtLeast,
    BornBefore,
    Every,
    Has,
    Held,
    Not,
    Person,
    Some,
    alternatives,
    answer,
    because,
    days_met,
    entitlement,
    holding,
    missing,
)
from westminster.services.span_rules import around
from westminster.services.word_rules import either, explain, explain_to_staff, together

TODAY = date(2026, 11, 20)
START, SPAN = date(2026, 1, 1), 900
FEW = ["lives_in_westminster", "disabled", "over_18", "aged_60_or_over", "care_leaver", "older_person"]


def near(first=START, last=START + timedelta(days=SPAN)):
    return st.dates(first, last)


LEAVES = (
    st.builds(Has, st.sampled_from(FEW))
    | st.builds(AgeAtLeast, st.integers(0, 130))
    | st.builds(BornBefore, st.dates(date(1930, 1, 1), date(2020, 1, 1)))
)


def _joined(rules):
    some = st.lists(rules, max_size=3).map(tuple)
    return st.builds(Every, some) | st.builds(Some, some) | st.builds(Not, rules)


RULES = st.recursive(LEAVES, _joined, max_leaves=6)
PROOFS = st.builds(Held, st.sampled_from(FEW), near(), st.none() | near(), st.none() | near())
BORN = (
    st.none()
    | st.dates(date(1890, 1, 1), date(2030, 1, 1))
    | st.sampled_from([date(1960, 2, 29), date(2008, 2, 29), date(2012, 2, 29), date(1960, 7, 31), date(1961, 1, 31)])
)
PEOPLE = st.builds(Person, BORN, st.lists(PROOFS, max_size=5).map(tuple))


def slowly(rule, person, day):
    """The same question for one day, asked in the plainest way: yes, no, or None where a birth date is lacking."""
    match rule:
        case Has(fact):
            return _has(fact, person, day)
        case AgeAtLeast(years):
            return None if person.born_on is None else age_on(person.born_on, day) >= years
        case BornBefore(born):
            return None if person.born_on is None else person.born_on < born
        case Not(inner):
            found = slowly(inner, person, day)
            return None if found is None else not found
    found = [slowly(part, person, day) for part in rule.rules]
    deciding = not isinstance(rule, Every)
    return deciding if deciding in found else None if None in found else not deciding


def _has(fact, person, day):
    shown = any(
        p.fact == fact
        and p.from_on <= day
        and (p.until_on is None or day <= p.until_on)
        and (p.ended_on is None or day < p.ended_on)
        for p in person.proofs
    )
    ages = CATEGORIES[fact].on(day).ages
    if ages is None or person.born_on is None:
        return shown
    first, last = ages_hold(ages, person.born_on)
    return first <= day and (last is None or day <= last) and (ages.enough or shown)


@given(RULES, PEOPLE)
@settings(max_examples=150, deadline=None)
def test_a_rule_says_what_the_plain_reading_says_on_every_day(rule, person):
    told = answer(rule, person, START)
    for n in range(SPAN):
        day = START + timedelta(days=n)
        if told.until_on is not None and day > told.until_on:
            told = answer(rule, person, day)
            assert told.from_on == day, "a new answer begins on the day after the old one"
        assert told.yes == (slowly(rule, person, day) is True), day


@given(RULES, PEOPLE, near())
@settings(deadline=None)
def test_the_reasons_of_a_yes_are_true_and_enough(rule, person, day):
    found = because(rule, person, day)
    assert all(around(days_met(condition, person), day)[0] for condition in found)
    if answer(rule, person, day).yes:
        assert frozenset(found) in alternatives(rule)
    else:
        assert found == ()


@given(RULES, PEOPLE, near())
@settings(deadline=None)
def test_what_is_said_to_be_enough_is_and_is_not_there_yet(rule, person, day):
    for way in missing(rule, person, day):
        assert not any(around(days_met(condition, person), day)[0] for condition in way)
        facts = [condition.leaf.fact for condition in way if isinstance(condition.leaf, Has)]
        if len(facts) == len(way):  # a birth date may turn out to be another
            more = Person(person.born_on, (*person.proofs, *holding(facts, None).proofs))
            assert answer(rule, more, day).yes
    if answer(rule, person, day).yes:
        assert missing(rule, person, day) == ()


def test_overlapping_proofs_are_one_run_and_an_ended_one_takes_no_other_with_it():
    first = Held("disabled", date(2026, 1, 1), date(2026, 6, 30), None)
    second = Held("disabled", date(2026, 6, 1), date(2026, 12, 31), None)
    ended = Held("disabled", date(2026, 2, 1), date(2028, 1, 1), date(2026, 3, 1))
    told = answer(Has("disabled"), Person(None, (ended, second, first)), date(2026, 2, 15))
    assert (told.from_on, told.until_on) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_birth_date_has_the_last_word_over_a_proof_that_contradicts_it():
    shown = (Held("aged_60_or_over", START, None, None), Held("over_18", START, None, None))
    assert not answer(Has("aged_60_or_over"), Person(date(1996, 1, 1), shown), TODAY).yes
    assert not answer(Has("over_18"), Person(date(2012, 1, 1), shown), TODAY).yes
    assert answer(Has("over_18"), Person(date(1996, 1, 1), shown), TODAY).yes
    assert answer(Has("aged_60_or_over"), Person(None, shown), TODAY).yes


def test_a_birth_date_that_we_do_not_know_meets_no_age_and_no_opposite_of_one():
    for rule in (AgeAtLeast(18), Not(AgeAtLeast(18)), BornBefore(TODAY), Not(BornBefore(TODAY))):
        assert not answer(rule, holding([], None), TODAY).yes


def test_nobody_is_of_any_age_before_they_are_born_and_130_is_an_age_like_others():
    assert answer(AgeAtLeast(0), holding([], date(2030, 1, 1)), TODAY).until_on == date(2029, 12, 31)
    assert answer(AgeAtLeast(130), holding([], date(1896, 11, 20)), TODAY).from_on == TODAY
    assert not answer(AgeAtLeast(130), holding([], date.max), TODAY).yes


@pytest.mark.parametrize(
    ("born_on", "day"), [(date(2012, 2, 29), date(2028, 2, 29)), (date(2011, 3, 1), date(2027, 3, 1))]
)
def test_city_save_begins_on_the_sixteenth_birthday(born_on, day):
    told = entitlement(find("city-save"), holding([LIVES.slug], born_on), day - timedelta(days=1)).answer
    assert (told.yes, told.until_on) == (False, day - timedelta(days=1))


def test_who_was_born_on_29_february_is_older_on_1_march():
    told = answer(AgeAtLeast(18), holding([], date(2008, 2, 29)), date(2026, 2, 28))
    assert (told.yes, told.until_on) == (False, date(2026, 2, 28))


def opens(facts=(), born_on=None):
    return {one.service.slug for one in opened_to(holding(facts, born_on), TODAY) if one.answer.yes}


def test_who_lives_works_or_studies_here_may_use_libraries():
    assert [opens([fact.slug]) for fact in (LIVES, WORKS, STUDIES)] == [{"libraries"}] * 3
    assert opens([IDENTITY.slug]) == set()
    assert opens([], date(1986, 1, 1)) == set()


def test_nobody_uses_a_service_before_it_begins():
    told = entitlement(find("libraries"), holding([LIVES.slug], None), date(2025, 6, 1)).answer
    assert (told.yes, told.until_on) == (False, date(2025, 12, 31))


CITY_SAVE, LIBRARIES = find("city-save"), find("libraries")
LIVES_HERE = Held(LIVES.slug, date(2026, 3, 4), date(2027, 3, 3), None)


@pytest.mark.parametrize(
    ("service", "person", "said"),
    [
        (
            CITY_SAVE,
            Person(date(1984, 5, 17), (LIVES_HERE,)),
            (
                "Because you live in Westminster and you are 16 or over, you pay less where shops, cafés and galleries "
                "have an offer until 3 March 2027."
            ),
        ),
        (
            CITY_SAVE,
            holding([], date(1984, 5, 17)),
            "Show us that you live in Westminster, and you pay less where shops, cafés and galleries have an offer.",
        ),
        (
            CITY_SAVE,
            Person(date(2011, 1, 1), (LIVES_HERE,)),
            (
                "From 1 January 2027 on, because you live in Westminster and you are 16 or over, you pay less where shops, "
                "cafés and galleries have an offer."
            ),
        ),
        (CITY_SAVE, holding([], date(2015, 1, 1)), "People who live in Westminster and are 16 or over."),
        (
            CITY_SAVE,
            holding([LIVES.slug], None),
            (
                "Tell us your date of birth, and we can say whether you pay less where shops, cafés and galleries have an "
                "offer."
            ),
        ),
        (
            CITY_SAVE,
            holding([], None),
            (
                "Show us that you live in Westminster and tell us your date of birth. Then we can say whether you pay less "
                "where shops, cafés and galleries have an offer."
            ),
        ),
        (
            LIBRARIES,
            holding([], None),
            (
                "Show us that you live in Westminster, you study in Westminster or you work in Westminster, and you can "
                "borrow from every library in Westminster."
            ),
        ),
    ],
)
def test_an_answer_explains_itself_to_the_person(service, person, said):
    assert str(explain(service, person, TODAY, written)) == said


@pytest.mark.parametrize(
    ("service", "person", "said"),
    [
        (
            CITY_SAVE,
            Person(date(1984, 5, 17), (LIVES_HERE,)),
            "Open until 3 March 2027: Lives in Westminster and 16 or over",
        ),
        (LIBRARIES, holding([LIVES.slug], None), "Open: Lives in Westminster"),
        (CITY_SAVE, holding([], date(1984, 5, 17)), "Closed. This would open it: Lives in Westminster"),
        (CITY_SAVE, holding([LIVES.slug], date(2011, 1, 1)), "Closed until 31 December 2026"),
        (CITY_SAVE, holding([], date(2015, 1, 1)), "Closed. Nothing they could show would open it."),
    ],
)
def test_an_answer_explains_itself_to_staff(service, person, said):
    assert str(explain_to_staff(service, person, TODAY, written)) == said


def test_a_list_of_reasons_is_one_text_to_translate_at_each_join():
    parts = [N_("a"), N_("b"), N_("c")]
    assert (str(together(parts)), str(either(parts[:2])), str(either(parts[:1]))) == ("a, b and c", "a or b", "a")


def test_the_reason_given_is_the_one_that_lasts():
    person = Person(None, (Held("works_in_westminster", START, date(2026, 12, 1), None), LIVES_HERE))
    assert [one.leaf for one in because(LIBRARIES.rule, person, TODAY)] == [Has(LIVES.slug)]


def test_every_service_is_there():
    assert [service.slug for service in SERVICES] == ["libraries", "city-save", "swims"]
