"""Notices that a card or a proof runs out: at 30 and 7 days, each once, in their language."""

from datetime import timedelta

import peewee
import pytest

from tests.factories import make_card, make_proof, make_resident
from tests.renewals.people import holder
from westminster.cards import service as cards
from westminster.core.clock import today
from westminster.core.db import is_sqlite
from westminster.messages.models import Message
from westminster.proofs.service import record_proof
from westminster.renewals.models import RenewalNotice
from westminster.renewals.telling import tell_in_time


def subjects() -> list[str]:
    return [message.subject for message in Message.select().order_by(Message.id)]


def test_a_card_that_runs_out_is_told_twice_and_each_time_once(clock):
    holder(left=31)
    assert tell_in_time() == 0
    told = []
    for _ in range(40):
        clock.move(days=1)
        tell_in_time()
        told.append(tell_in_time())
    assert sum(told) == 0
    assert subjects() == ["Your card runs out soon"] * 2
    assert [(row.days) for row in RenewalNotice.select().order_by(RenewalNotice.told_at)] == [30, 7]
    assert "good until 21 December 2026" in Message.select().first().body


def test_after_some_days_without_a_worker_only_the_later_notice_goes(clock):
    holder(left=31)
    clock.move(days=28)
    assert tell_in_time() == 1
    assert RenewalNotice.get().days == 7


def test_who_renewed_is_not_told_again_until_it_runs_out_again(clock):
    card = holder(left=20)
    assert tell_in_time() == 1
    cards.renew(card, card.valid_until + timedelta(days=365), actor="system")
    clock.move(days=15)
    tell_in_time()
    assert subjects().count("Your card runs out soon") == 1
    clock.move(days=350)
    tell_in_time()
    assert subjects().count("Your card runs out soon") == 2


@pytest.mark.parametrize("status", ["stopped", "suspended"])
def test_who_has_no_card_that_works_is_not_told(status):
    resident = make_resident()
    make_card(resident, status=status, valid_until=today() + timedelta(days=5))
    record_carer(resident, 5)
    assert tell_in_time() == 0


def record_carer(resident, days: int):
    told = {"source": "document", "method": "seen by a person", "actor": "staff:1"}
    return record_proof(resident.id, "carer", from_on=today(), until_on=today() + timedelta(days=days), **told)


def test_a_proof_that_runs_out_before_the_card_is_told_too():
    resident = make_resident()
    make_proof(resident)
    make_card(resident)
    record_carer(resident, 6)
    assert tell_in_time() == 1
    assert subjects() == ["Something you showed us runs out soon"]
    assert "counts until 26 November 2026" in Message.get().body
    assert "care" not in Message.get().body


def test_of_who_does_not_sign_in_it_says_whose_it_is_and_to_bring_a_paper():
    """The reader may be a parent, who has a card too."""
    child = make_resident(account_id=None, full_name="Yusuf Rahman")
    make_card(child, valid_until=today() + timedelta(days=7))
    make_proof(child)
    record_carer(child, 6)
    assert tell_in_time() == 2
    bodies = [message.body for message in Message.select().order_by(Message.id)]
    assert all("of Yusuf Rahman" in body and "at any library" in body for body in bodies)
    assert not any("/card/renew" in body or "care" in body for body in bodies)


def test_a_proof_that_was_shown_again_is_not_told():
    resident = make_resident()
    make_proof(resident)
    make_card(resident)
    record_carer(resident, 6)
    record_carer(resident, 300)
    assert tell_in_time() == 0


def test_what_ends_with_the_card_is_told_with_it():
    holder(left=5)
    assert (tell_in_time(), subjects()) == (1, ["Your card runs out soon"])


def test_killed_half_way_each_is_told_once():
    for n in range(3):
        make_card(make_resident(full_name=f"Amina Rahman {n}"), valid_until=today() + timedelta(days=5))
    Message._meta.database.execute_sql("ALTER TABLE message RENAME TO gone")
    with pytest.raises(peewee.DatabaseError):
        tell_in_time()
    Message._meta.database.execute_sql("ALTER TABLE gone RENAME TO message")
    assert not RenewalNotice.select().exists()
    assert (tell_in_time(), tell_in_time()) == (3, 0)


@pytest.mark.only("sqlite")
def test_what_runs_out_soon_is_found_without_reading_all():
    assert is_sqlite()
    for table, column, where in (
        ("card", "valid_until", "status = 'active'"),
        ("proof", "until_on", "until_on IS NOT NULL AND ended_on IS NULL"),
    ):
        plan = Message._meta.database.execute_sql(
            f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {where} AND {column} >= '2026-11-20' "
            f"AND {column} <= '2026-12-20' ORDER BY {column}, id"
        ).fetchall()
        assert f"{table}_runs_out" in str(plan)
