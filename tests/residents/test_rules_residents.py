from datetime import date

import pytest

from westminster.residents.rules import age_on, real_birth_date


@pytest.mark.parametrize(
    ("born_on", "today", "age"),
    [
        (date(2000, 5, 17), date(2026, 5, 16), 25),
        (date(2000, 5, 17), date(2026, 5, 17), 26),
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
        (date(2000, 2, 29), date(2028, 2, 29), 28),
        (date(2026, 11, 20), date(2026, 11, 20), 0),
    ],
)
def test_a_person_is_as_old_as_their_birthdays(born_on, today, age):
    assert age_on(born_on, today) == age


@pytest.mark.parametrize(
    ("born_on", "real"),
    [(date(2026, 11, 20), True), (date(2026, 11, 21), False), (date(1896, 11, 21), True), (date(1896, 11, 20), False)],
)
def test_nobody_is_born_tomorrow_or_a_hundred_and_thirty_years_ago(born_on, real):
    assert real_birth_date(born_on, date(2026, 11, 20)) is real
