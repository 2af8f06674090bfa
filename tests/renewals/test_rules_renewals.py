"""When a notice is due, by a slow and obvious reading of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westminster.cards.rules import may_be_renewed, status_on
from westminster.proofs.rules import LIVES
from westminster.renewals.rules import notice_due
from westminster.services.rules import Has, Held, Person, Service, grace

DAY = date(2026, 11, 20)
DAYS = st.integers(-60, 60).map(lambda days: DAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("left", "notice"), [(31, None), (30, 30), (29, 30), (8, 30), (7, 7), (1, 7), (0, 7), (-1, None)]
)
def test_notices_are_for_30_and_for_7_days(left, notice):
    assert notice_due(DAY + timedelta(days=left), DAY) == notice


@given(DAYS, DAYS)
def test_who_is_told_can_renew(until_on, today):
    status = status_on("active", date(2020, 1, 1), until_on, today)
    if notice_due(until_on, today):
        assert may_be_renewed(status, until_on, today)


def library(grace_days: int) -> Service:
    words = DAY  # not read here
    return Service("s", date(2020, 1, 1), words, words, words, "i", True, Has(LIVES.slug), words, (), (), grace_days)


@given(st.integers(0, 90), st.integers(-5, 100), st.one_of(st.none(), st.integers(-20, 100)))
def test_grace_is_the_days_after_the_last_for_who_could_use_it_then(grace_days, after, ended):
    ended_on = None if ended is None else DAY + timedelta(days=ended)
    person = Person(None, (Held(LIVES.slug, date(2025, 11, 21), DAY, ended_on),))
    today = DAY + timedelta(days=after)
    wanted = 0 < after <= grace_days and (ended_on is None or ended_on > today)
    assert (grace(library(grace_days), person, DAY, today) is not None) == wanted
