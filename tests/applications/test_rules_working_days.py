from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westminster.applications.working_days import _worked_out, bank_holidays, days_after, easter_sunday, is_working_day

# Source: gov.uk/bank-holidays, England and Wales. By rule all but 2022 and 2023, which had days of their own.
PROCLAIMED = {date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
PUBLISHED = {
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}


@pytest.mark.parametrize(("year", "days"), PUBLISHED.items())
def test_bank_holidays_are_those_published(year, days):
    assert (
        bank_holidays(year) == set(_worked_out(year)) == {date.fromisoformat(f"{year}-{day}") for day in days.split()}
    )


def test_days_proclaimed_for_one_year_are_no_working_days():
    assert not any(map(is_working_day, PROCLAIMED))


@given(st.integers(1900, 2199))
def test_by_rule_there_are_eight_in_every_year_and_none_on_a_weekend(year):
    days = set(_worked_out(year))
    assert len(days) == 8
    assert all(day.weekday() < 5 and day.year == year for day in days)


@given(st.integers(2030, 2199))
def test_a_year_that_is_not_published_yet_goes_by_rule(year):
    assert bank_holidays(year) == set(_worked_out(year))


@pytest.mark.parametrize("day", [date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24), date(2038, 4, 25)])
def test_easter(day):
    assert easter_sunday(day.year) == day


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        (date(2026, 11, 20), 10, date(2026, 12, 4)),
        (date(2026, 11, 21), 10, date(2026, 12, 4)),
        (date(2026, 12, 21), 10, date(2027, 1, 7)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_working_days_after_a_date(start, count, day):
    assert days_after(start, count) == day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 40))
def test_as_many_working_days_lie_between(start, count):
    end = days_after(start, count)
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_working_day(end)
    assert sum(map(is_working_day, days)) == count
