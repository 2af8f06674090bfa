from datetime import timedelta

from westminster.core import limits
from westminster.core.db import database

MINUTE = timedelta(minutes=1)


def tries(count, key="code:1"):
    return [limits.allow(key, 2, MINUTE) for _ in range(count)]


def test_tries_past_the_limit_are_refused():
    assert tries(4) == [True, True, False, False]


def test_a_new_window_opens_when_the_old_one_has_ended(clock):
    tries(3)
    clock.move(minutes=1)
    assert tries(1) == [True]


def test_refused_tries_do_not_make_the_window_longer(clock):
    tries(2)
    clock.move(seconds=59)
    tries(5)
    clock.move(seconds=1)
    assert tries(1) == [True]


def test_keys_are_counted_apart():
    tries(3, "code:1")
    assert tries(1, "code:2") == [True]


def test_forgetting_starts_over():
    tries(3)
    limits.forget("code:1")
    assert tries(1) == [True]


def test_sweeping_drops_only_windows_that_have_ended(clock):
    tries(1, "old")
    clock.move(minutes=2)
    tries(1, "new")
    limits.sweep()
    assert [row[0] for row in database.execute_sql("SELECT key FROM rate_limit")] == ["new"]
