from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westminster.proofs.rules import FACTS, holds, last_day

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("from_on", "months", "last"),
    [
        (date(2026, 11, 20), 12, date(2027, 11, 19)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2026, 12, 1), 12, date(2027, 11, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 2, 28), 12, date(2028, 2, 27)),
        (date(2027, 3, 1), 12, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 1), 1, date(2026, 11, 30)),
    ],
)
def test_the_last_day_of_a_proof(from_on, months, last):
    assert last_day(from_on, months) == last


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_the_last_day_is_about_as_many_months_later(from_on, months):
    days = (last_day(from_on, months) - from_on).days + 1  # both ends count
    assert months * 28 <= days <= months * 31


@pytest.mark.parametrize(
    ("from_on", "until_on", "ended_on", "counts"),
    [
        (DAY, DAY, None, True),
        (date(2026, 11, 21), None, None, False),
        (date(2026, 11, 1), date(2026, 11, 19), None, False),
        (date(2026, 11, 1), None, None, True),
        (date(2026, 11, 1), None, DAY, False),
        (date(2026, 11, 1), None, date(2026, 11, 21), True),
    ],
)
def test_a_proof_counts_from_its_first_to_its_last_day(from_on, until_on, ended_on, counts):
    assert holds(from_on, until_on, ended_on, DAY) is counts


def test_every_fact_is_said_to_the_person():
    assert all(str(fact.words).startswith("You ") for fact in FACTS.values())
