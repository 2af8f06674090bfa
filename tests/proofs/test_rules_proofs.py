from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westminster.proofs.pension_rules import reached_on
from westminster.proofs.rules import CATEGORIES, PENSION_AGE, holds, last_day, proof_until, why_not_proved

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
    for category in CATEGORIES.values():
        for version in category.versions:
            assert str(version.you).startswith(("You ", "Your ")), category.slug
            assert str(version.clause).startswith(("you ", "your ")), category.slug
            assert not str(version.clause).endswith("."), category.slug


@pytest.mark.parametrize(
    ("born_on", "reached"),
    [
        (date(1960, 4, 5), date(2026, 4, 5)),
        (date(1960, 4, 15), date(2026, 5, 15)),
        (date(1960, 7, 31), date(2026, 11, 30)),
        (date(1960, 12, 31), date(2027, 9, 30)),
        (date(1961, 1, 22), date(2027, 11, 22)),
        (date(1961, 1, 31), date(2027, 11, 30)),
        (date(1961, 3, 5), date(2028, 2, 5)),
        (date(1961, 3, 6), date(2028, 3, 6)),
        (date(1964, 2, 29), date(2031, 3, 1)),
        (date(1977, 4, 5), date(2044, 4, 5)),
        (date(1977, 4, 6), date(2044, 5, 6)),
        (date(1978, 4, 5), date(2046, 3, 6)),
        (date(1978, 4, 6), date(2046, 4, 6)),
        (date.max, date.max),
    ],
)
def test_state_pension_age_is_that_of_the_acts(born_on, reached):
    assert reached_on(born_on, PENSION_AGE) == reached


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)))
def test_whoever_is_older_reaches_state_pension_age_no_later(born_on):
    assert reached_on(born_on, PENSION_AGE) <= reached_on(born_on + timedelta(days=1), PENSION_AGE)


@pytest.mark.parametrize(
    ("slug", "born_on", "told", "until"),
    [
        ("lives_in_westminster", None, None, date(2027, 11, 19)),
        ("lives_in_westminster", None, date(2030, 1, 1), date(2027, 11, 19)),
        ("disabled", None, date(2027, 5, 1), date(2027, 5, 1)),
        ("disabled", None, None, date(2027, 11, 19)),
        ("disabled", None, date(2029, 11, 19), date(2029, 11, 19)),
        ("disabled", None, date(2035, 1, 1), date(2029, 11, 19)),
        ("over_18", date(1990, 1, 1), None, None),
        ("armed_forces", None, None, None),
        ("armed_forces", None, date(2028, 1, 1), date(2028, 1, 1)),
        ("care_leaver", date(2004, 2, 29), None, date(2029, 2, 28)),
        ("city_lions", date(2012, 5, 1), None, date(2029, 4, 30)),
        ("looked_after", date(2009, 1, 1), None, date(2026, 12, 31)),
        ("universal_school_lunch", None, None, date(2027, 8, 31)),
        ("visitor", None, None, DAY),
    ],
)
def test_how_long_a_proof_lasts(slug, born_on, told, until):
    assert proof_until(CATEGORIES[slug].on(DAY), DAY, told=told, born_on=born_on) == until


def test_a_school_year_ends_on_31_august():
    lunch = CATEGORIES["universal_school_lunch"].on(DAY)
    ends = [proof_until(lunch, day, told=None, born_on=None) for day in (date(2027, 8, 31), date(2027, 9, 1))]
    assert ends == [date(2027, 8, 31), date(2028, 8, 31)]


@pytest.mark.parametrize(
    ("slug", "born_on", "told", "refused"),
    [
        ("over_18", date(2008, 11, 20), None, False),
        ("over_18", date(2008, 11, 21), None, True),
        ("over_18", None, None, False),
        ("city_lions", date(2009, 11, 20), None, True),
        ("city_lions", date(2009, 11, 21), None, False),
        ("care_leaver", date(2030, 1, 1), None, True),
        ("lives_in_westminster", date(2030, 1, 1), None, False),
        ("disabled", None, date(2026, 11, 19), True),
        ("disabled", None, DAY, False),
    ],
)
def test_a_proof_that_contradicts_the_birth_date_or_itself_is_refused(slug, born_on, told, refused):
    reason = why_not_proved(CATEGORIES[slug].on(DAY), DAY, told=told, born_on=born_on)
    assert (reason is not None) is refused
