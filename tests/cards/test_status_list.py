"""The list of stopped cards, read as a stranger would."""

import zlib

import cbor2
import pytest

from tests.factories import make_card
from westminster.cards import keys, service, status_list
from westminster.cards.models import Card
from westminster.core.clock import now
from westminster.core.db import database, is_sqlite
from westminster.core.errors import NotFound


def claims() -> dict:
    return cbor2.loads(cbor2.loads(status_list.signed(0)).value[2])


def bit(card: Card) -> int:
    bits = zlib.decompress(claims()[65533]["lst"])
    assert len(bits) * 8 == status_list.SIZE
    return bits[card.list_index // 8] >> card.list_index % 8 & 1


def test_bits_are_counted_from_the_lowest():
    """The example of the draft's section 4.1."""
    on = [0, 3, 4, 5, 7, 8, 9, 13, 15]
    assert zlib.decompress(status_list.pack(on))[:2] == b"\xb9\xa3"


def test_a_card_that_does_not_work_has_its_bit_set():
    card = make_card()
    assert bit(card) == 0
    service.stop(card, "lost", actor="resident:7")
    assert bit(card) == 1
    service.restore(card, actor="resident:7")
    assert bit(card) == 0
    service.suspend(card, actor="staff:1")
    assert bit(card) == 1
    service.unsuspend(card, actor="staff:1")
    new = service.replace(card, "lost", actor="resident:7")
    assert (bit(card), bit(new)) == (1, 0)


def test_the_list_says_what_it_is_and_how_long_it_is_good(clock):
    clock.move(minutes=20)
    found = claims()
    hour = int(now().replace(minute=0).timestamp())
    assert (found[1], found[2]) == ("WMN", "http://localhost/.well-known/status-list/0")
    assert (found[6], found[4], found[65534]) == (hour, hour + 24 * 3600, 30)
    assert found[65533]["bits"] == 1


def test_the_list_is_signed_as_a_status_list():
    protected = cbor2.loads(cbor2.loads(status_list.signed(0)).value[0])
    assert protected == {1: -8, 4: keys.signing_key().kid, 16: "application/statuslist+cwt"}


def test_an_unchanged_list_stays_the_same_to_the_byte_for_an_hour(clock):
    before = status_list.signed(0)
    status_list._build.cache_clear()  # another process
    clock.move(minutes=59)
    assert status_list.signed(0) == before
    clock.move(minutes=1)
    assert status_list.signed(0) != before


def test_a_changed_list_is_dated_by_its_change(clock):
    clock.move(minutes=20)
    service.stop(make_card(), "lost", actor="resident:7")
    assert claims()[6] == int(now().timestamp())


def test_there_is_one_list():
    with pytest.raises(NotFound):
        status_list.signed(1)


def test_the_stopped_cards_are_read_from_an_index():
    if is_sqlite():
        plan = database.execute_sql("EXPLAIN QUERY PLAN SELECT list_index FROM card WHERE status <> 'active'")
        assert "card_not_active" in str(plan.fetchall())
