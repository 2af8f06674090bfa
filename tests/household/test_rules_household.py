"""Whose card somebody may hold, and until when."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from westminster.household.rules import acts_until, why_no_child
from westminster.residents.rules import age_on

TODAY, PARENT = date(2026, 11, 20), date(1984, 5, 17)


@pytest.mark.parametrize(
    ("born_on", "may"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # unborn
        (date(2010, 11, 21), True),
        (date(2010, 11, 20), False),  # 16 today
        (date(1896, 11, 20), False),  # 130
        (date(1984, 5, 17), False),  # as old as the parent
    ],
)
def test_a_child_is_born_under_sixteen_and_younger_than_the_parent(born_on: date, may: bool):
    assert (why_no_child(born_on, PARENT, TODAY) is None) == may


def test_a_parent_is_older_than_the_child_even_at_fourteen():
    assert why_no_child(date(2012, 1, 1), date(2012, 1, 1), TODAY)
    assert why_no_child(date(2012, 1, 2), date(2012, 1, 1), TODAY) is None


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
@example(date(2012, 2, 29))
def test_a_parent_acts_to_the_last_day_of_being_fifteen(born_on: date):
    last = acts_until(born_on)
    assert (age_on(born_on, last), age_on(born_on, last + timedelta(days=1))) == (15, 16)
