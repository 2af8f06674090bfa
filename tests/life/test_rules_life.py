"""Moves and birthdays as values: what cannot be, from which day, whose birthday it is."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from westminster.life.rules import (
    GRACE,
    Home,
    ages_that_matter,
    born_to_change_on,
    carries,
    change_on,
    living_here_ends,
    why_not_move,
)
from westminster.proofs.pension_rules import reached_on
from westminster.proofs.rules import PENSION_AGE
from westminster.residents.rules import age_on
from westminster.services.catalogue import SERVICES
from westminster.services.rules import Held, Person, entitlement

TODAY = date(2026, 11, 20)
OLD, NEW = Home(("12 Lisson Street",), "NW8 8EU"), Home(("7 Ashmill Street",), "NW8 8EU")
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def reason(home: Home = NEW, from_on: date = TODAY, born_on: date | None = None, last_on: date | None = None):
    return why_not_move(home, from_on, now=OLD, born_on=born_on, last_on=last_on, today=TODAY)


@pytest.mark.parametrize("text", ["12 lisson street", "12, Lisson Street ", "12 Lisson-Street"])
def test_the_same_address_is_no_move_however_it_is_written(text: str):
    assert reason(Home((text,), "nw88eu"))


def test_nobody_moves_before_birth_or_more_than_a_year_ahead():
    assert reason(from_on=date(1984, 5, 16), born_on=date(1984, 5, 17))
    assert reason(from_on=date(1984, 5, 17), born_on=date(1984, 5, 17)) is None
    assert reason(from_on=TODAY + timedelta(days=366)) is None
    assert reason(from_on=TODAY + timedelta(days=367))


def test_a_move_before_the_last_one_contradicts_it():
    assert reason(from_on=date(2026, 3, 1), last_on=date(2026, 3, 2))
    assert reason(from_on=date(2026, 3, 2), last_on=date(2026, 3, 2)) is None


@given(DAYS, DAYS)
def test_a_move_within_leaves_all_the_grace_from_when_we_know_and_one_out_none(from_on: date, today: date):
    assert living_here_ends("out", from_on, today) == from_on
    for place in ("in", "unknown"):
        ends_on = living_here_ends(place, from_on, today)
        assert ends_on - today >= GRACE <= ends_on - from_on
        assert GRACE in (ends_on - today, ends_on - from_on)


@pytest.mark.parametrize("fact", ["lives_in_westminster", "works_in_westminster", "studies_in_westminster"])
def test_a_card_stands_on_living_working_or_studying_here(fact: str):
    assert carries(["disabled", fact])
    assert not carries(["disabled", "identity"])


@given(st.dates(date(2026, 1, 1), date(2060, 12, 31)), st.sampled_from([11, 13, 16, 18, 60]))
@example(date(2028, 2, 29), 16)
@example(date(2027, 3, 1), 11)
@example(date(2027, 2, 28), 11)
def test_everybody_born_on_one_of_the_days_comes_of_age_then_and_nobody_else(day: date, age: int):
    found = born_to_change_on(day, [age])
    young = [born for born in found if born.year > day.year - 62]
    assert young == [
        born
        for born in (
            date.fromordinal(n) for n in range(day.toordinal() - age * 366 - 9, day.toordinal() - age * 365 + 9)
        )
        if age_on(born, day) == age and age_on(born, day - timedelta(days=1)) == age - 1
    ]


@given(st.dates(date(1955, 1, 1), date(1985, 12, 31)))
@example(date(1960, 7, 31))
@example(date(1980, 2, 29))
def test_who_reaches_state_pension_age_is_found_on_that_day(born: date):
    assert born in born_to_change_on(reached_on(born, PENSION_AGE), [])


def test_the_ages_are_those_of_categories_and_services():
    assert {11, 16, 17, 18, 60} <= ages_that_matter(SERVICES)


@given(st.dates(date(2008, 1, 1), date(2012, 12, 31)), st.integers(-3, 3))
@example(date(2008, 2, 29), 0)
def test_a_change_is_the_difference_of_two_days(born: date, days: int):
    day = date(born.year + 16, 3, 1) + timedelta(days=days)
    person = Person(born, (Held("lives_in_westminster", date(2000, 1, 1), None, None),))
    change = change_on(SERVICES, person, person, day)
    before = {one for one in SERVICES if entitlement(one, person, day - timedelta(days=1)).answer.yes}
    after = {one for one in SERVICES if entitlement(one, person, day).answer.yes}
    assert (set(change.opens), set(change.ends), set(change.stays)) == (after - before, before - after, after & before)
