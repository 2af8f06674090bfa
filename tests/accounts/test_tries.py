"""Tries in layers: who is stopped by a narrow one uses up nothing of a wider one."""

from datetime import timedelta

import pytest

from tests.accounts.staff import lines
from westminster.accounts.tries import Tries, count, forget, hidden, network
from westminster.core.errors import TooMany

NARROW = Tries("post", "account", 2, timedelta(minutes=5))
WIDE = Tries("post", "all", 4, timedelta(minutes=10))


def tried(whose: str) -> int | None:
    """How many minutes to wait; None for none."""
    try:
        count((NARROW, whose), (WIDE, ""), subject=f"account:{whose}")
    except TooMany as stopped:
        return stopped.minutes
    return None


def test_who_is_stopped_by_the_narrow_layer_uses_up_nothing_of_the_wide_one():
    assert [tried("1") for _ in range(9)] == [None, None, *[5] * 7]
    assert [tried("2"), tried("3"), tried("4")] == [None, None, 10]


def test_the_wait_ends(clock):
    assert [tried("1") for _ in range(3)] == [None, None, 5]
    clock.move(minutes=5)
    assert tried("1") is None


def test_a_success_begins_the_count_anew():
    for _ in range(2):
        assert [tried("1"), tried("1")] == [None, None]
        forget((NARROW, "1"), (WIDE, ""))


def test_each_thing_is_counted_by_itself():
    other = Tries("door", "account", 2, timedelta(minutes=5))
    assert [tried("1"), tried("1")] == [None, None]
    count((other, "1"), subject="account:1")


def test_the_first_that_is_stopped_leaves_a_line():
    for _ in range(5):
        tried("1")
    assert lines("account.locked") == [("anonymous", "account:1", '{"limit": "account"}')]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:0:1", "2001:db8::/64"),
        ("nonsense", "nonsense"),
        ("", ""),
    ],
)
def test_an_ipv6_network_counts_as_one_address(address, counted):
    assert network(address) == counted


def test_a_hidden_name_is_another_under_another_key(configure):
    before = hidden("amina@example.com")
    assert "amina" not in before
    configure(secret_key="another secret for tests, not for people")
    assert hidden("amina@example.com") != before
