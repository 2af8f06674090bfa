"""What a card may become, and how long it lasts."""

from datetime import date

import pytest

from westminster.cards import rules

FROM, UNTIL = date(2026, 11, 20), date(2027, 11, 19)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2026, 11, 19), "not_started"),
        (FROM, "active"),
        (UNTIL, "active"),
        (date(2027, 11, 20), "expired"),
    ],
)
def test_a_card_works_from_its_first_day_through_its_last(today: date, status: str):
    assert rules.status_on("active", FROM, UNTIL, today) == status


@pytest.mark.parametrize("status", ["suspended", "stopped", "replaced"])
def test_a_card_that_does_not_work_is_not_called_expired(status: str):
    assert rules.status_on(status, FROM, UNTIL, date(2030, 1, 1)) == status


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 20), date(2027, 11, 19)),
        (date(2027, 1, 1), date(2027, 12, 31)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2028, 3, 1), date(2029, 2, 28)),
    ],
)
def test_a_card_lasts_twelve_months(first: date, last: date):
    assert rules.twelve_months(first) == last


@pytest.mark.parametrize(
    ("status", "by_holder", "allowed"),
    [
        ("active", True, True),
        ("active", False, True),
        ("suspended", True, False),
        ("suspended", False, True),
        ("stopped", True, False),
        ("stopped", False, False),
        ("replaced", True, False),
        ("replaced", False, False),
    ],
)
def test_which_cards_can_be_stopped(status: str, by_holder: bool, allowed: bool):
    assert (rules.why_not_stop(status, by_holder=by_holder) is None) == allowed


@pytest.mark.parametrize(
    ("status", "reason", "by_holder", "allowed"),
    [
        ("active", None, True, False),
        ("suspended", None, False, False),
        ("replaced", "lost", False, False),
        ("stopped", "lost", True, True),
        ("stopped", "unwanted", True, True),
        ("stopped", "stolen", True, False),
        ("stopped", "stolen", False, False),
        ("stopped", "moved", True, False),
        ("stopped", "moved", False, True),
        ("stopped", "misused", True, False),
    ],
)
def test_which_cards_can_be_restored(status: str, reason: str | None, by_holder: bool, allowed: bool):
    assert (rules.why_not_restore(status, reason, by_holder=by_holder) is None) == allowed


@pytest.mark.parametrize(
    ("status", "reason", "by_holder", "allowed"),
    [
        ("active", None, True, True),
        ("not_started", None, True, True),
        ("expired", None, True, False),
        ("expired", None, False, False),
        ("suspended", None, True, False),
        ("suspended", None, False, False),
        ("replaced", "lost", False, False),
        ("stopped", "stolen", True, True),
        ("stopped", "misused", True, False),
        ("stopped", "misused", False, True),
    ],
)
def test_which_cards_can_be_replaced(status: str, reason: str | None, by_holder: bool, allowed: bool):
    assert (rules.why_not_replace(status, reason, by_holder=by_holder) is None) == allowed


@pytest.mark.parametrize(
    ("status", "until", "allowed"),
    [("active", date(2027, 11, 20), True), ("active", UNTIL, False), ("stopped", date(2028, 11, 19), False)],
)
def test_a_card_that_works_can_be_renewed_for_longer(status: str, until: date, allowed: bool):
    assert (rules.why_not_renew(status, UNTIL, until) is None) == allowed


def test_only_an_active_card_is_suspended_and_only_a_suspended_one_is_not_any_more():
    assert [s for s in rules.STATUSES if rules.why_not_suspend(s) is None] == ["active"]
    assert [s for s in rules.STATUSES if rules.why_not_unsuspend(s) is None] == ["suspended"]
