"""What is done to a card, and what it leaves behind."""

from datetime import date

import peewee
import pytest

from tests.factories import make_card, make_resident
from westminster.audit.models import AuditEntry
from westminster.cards import codes, rules, service
from westminster.cards.models import Card, CardCode, StoppedList
from westminster.core.clock import now, today
from westminster.core.db import atomic
from westminster.core.errors import NotFound, Refused
from westminster.core.words import Words

UNTIL = date(2027, 11, 19)


def revision() -> int:
    return StoppedList.get_by_id(0).revision


def acts(card: Card) -> list[str]:
    trail = AuditEntry.select(AuditEntry.act).where(AuditEntry.subject == f"card:{card.id}")
    return [entry.act for entry in trail.order_by(AuditEntry.id)]


def refused(verb, *args, **named) -> Words:
    with pytest.raises(Refused) as refusal:
        verb(*args, **named)
    return refusal.value.words


def again(card: Card) -> Card:
    return service.find(card.id)


def test_an_issued_card_starts_today_and_has_a_code_for_each_form():
    resident = make_resident()
    card = service.issue(resident.id, UNTIL, actor="system")
    assert again(card).status_on(today()) == "active"
    assert (card.valid_from, card.valid_until, card.issued_at) == (today(), UNTIL, now())
    assert {code.form for code in CardCode.select().where(CardCode.card == card)} == {"web", "pass", "print"}
    assert acts(card) == ["card.issued"]


def test_numbers_references_and_places_in_the_list_are_random():
    cards = [make_card() for _ in range(5)]
    for column in ("number", "reference", "public_id", "list_index"):
        assert len({getattr(card, column) for card in cards}) == 5


def test_one_person_has_one_card():
    card = make_card()
    assert refused(service.issue, card.resident_id, UNTIL, actor="system") == rules.HAS_ONE
    assert Card.select().count() == 1
    service.suspend(card, actor="staff:1")
    assert refused(service.issue, card.resident_id, UNTIL, actor="system") == rules.HAS_ONE


def test_after_a_card_was_stopped_another_may_be_issued():
    card = service.stop(make_card(), "unwanted", actor="resident:1")
    assert service.issue(card.resident_id, UNTIL, actor="system").id != card.id


def test_a_card_for_nobody_is_a_defect_and_no_refusal():
    with pytest.raises(peewee.IntegrityError), atomic():
        service.issue(0, UNTIL, actor="system")


def test_a_stopped_card_says_who_stopped_it_when_and_why():
    card = service.stop(make_card(), "lost", actor="resident:7")
    assert again(card).status == "stopped"
    assert (card.ended_at, card.ended_by, card.ended_reason) == (now(), "resident:7", "lost")
    assert acts(card) == ["card.issued", "card.stopped"]
    assert revision() == 1


def test_a_stopped_card_cannot_be_stopped_again():
    card = make_card()
    service.stop(card, "lost", actor="resident:7")
    refused(service.stop, card, "stolen", actor="resident:7")
    assert again(card).ended_reason == "lost"
    assert revision() == 1


def test_a_restored_card_is_as_before():
    card = make_card()
    token = codes.of(card.id, "web").token
    service.stop(card, "lost", actor="resident:7")
    service.restore(card, actor="resident:7")
    assert again(card).status == "active"
    assert (again(card).ended_at, again(card).ended_by, again(card).ended_reason) == (None, None, None)
    assert codes.of(card.id, "web").token == token
    assert acts(card) == ["card.issued", "card.stopped", "card.restored"]
    assert revision() == 2


def test_a_card_is_not_restored_beside_a_newer_one():
    card = service.stop(make_card(), "lost", actor="resident:7")
    service.issue(card.resident_id, UNTIL, actor="system")
    assert refused(service.restore, card, actor="resident:7") == rules.HAS_NEWER
    assert again(card).status == "stopped"


def test_what_the_office_stopped_only_the_office_restores():
    card = service.stop(make_card(), "misused", actor="staff:1")
    refused(service.restore, card, actor=f"resident:{card.resident_id}")
    refused(service.restore, card, actor="anonymous")
    assert service.restore(card, actor="staff:1").status == "active"


def test_a_replacement_is_a_new_card_with_the_same_last_day():
    old = make_card(valid_until=date(2027, 3, 31))
    new = service.replace(old, "damaged", actor="resident:7")
    assert again(old).status == "replaced"
    assert again(old).ended_reason == "damaged"
    assert (new.status, new.valid_until, new.replaces_id) == ("active", date(2027, 3, 31), old.id)
    for column in ("number", "reference", "list_index", "public_id"):
        assert getattr(new, column) != getattr(old, column)
    assert acts(old) == ["card.issued", "card.replaced"]
    assert acts(new) == ["card.issued"]
    assert revision() == 1


def test_a_stopped_card_that_is_replaced_keeps_its_reason():
    old = service.stop(make_card(), "stolen", actor="resident:7")
    service.replace(old, "damaged", actor="staff:1")
    assert (again(old).status, again(old).ended_reason, again(old).ended_by) == ("replaced", "stolen", "resident:7")


def test_a_card_is_replaced_once():
    old = make_card()
    service.replace(old, "lost", actor="resident:7")
    refused(service.replace, old, "lost", actor="resident:7")
    assert Card.select().count() == 2


def test_an_old_card_is_not_replaced_beside_a_newer_one():
    old = service.stop(make_card(), "lost", actor="resident:7")
    service.issue(old.resident_id, UNTIL, actor="system")
    assert refused(service.replace, old, "lost", actor="resident:7") == rules.HAS_ONE
    assert again(old).status == "stopped"


def test_a_suspended_card_waits_for_the_office():
    card = service.suspend(make_card(), actor="staff:1")
    for verb in (service.stop, service.replace):
        refused(verb, card, "lost", actor="resident:7")
    assert service.unsuspend(card, actor="staff:1").status == "active"
    assert acts(card) == ["card.issued", "card.suspended", "card.unsuspended"]
    assert revision() == 2


def test_a_renewed_card_keeps_its_number_and_gets_new_codes():
    card = make_card(valid_until=date(2026, 12, 1))
    before = codes.of(card.id, "web").token
    renewed = service.renew(card, UNTIL, actor="system")
    assert (renewed.number, renewed.reference, renewed.valid_until) == (card.number, card.reference, UNTIL)
    assert codes.of(card.id, "web").token != before
    assert CardCode.select().count() == 3
    assert acts(card) == ["card.issued", "card.renewed"]
    assert revision() == 0


def test_a_card_out_of_date_is_renewed_and_not_replaced(clock):
    card = make_card(valid_until=date(2026, 12, 1))
    clock.move(days=30)
    refused(service.replace, card, "lost", actor="resident:7")
    assert service.renew(card, UNTIL, actor="system").status_on(today()) == "active"


def test_the_card_of_a_resident_is_the_current_one_or_else_the_last():
    resident = make_resident()
    assert service.for_resident(resident.id) is None
    first = service.stop(service.issue(resident.id, UNTIL, actor="system"), "lost", actor="resident:7")
    assert service.for_resident(resident.id) == first
    second = service.stop(service.issue(resident.id, UNTIL, actor="system"), "lost", actor="resident:7")
    assert service.for_resident(resident.id) == second
    service.restore(first, actor="resident:7")
    assert service.for_resident(resident.id) == first


def test_a_resident_finds_their_own_card_only():
    card, other = make_card(), make_card()
    assert service.find_for(card.resident_id, card.public_id) == card
    for public_id in (other.public_id, "unknown", ""):
        with pytest.raises(NotFound):
            service.find_for(card.resident_id, public_id)


def test_a_card_is_found_by_what_is_typed():
    card = make_card()
    assert service.find_by_number(card.number.lower().replace("-", " ")) == card
    assert service.find_by_reference(bytes.fromhex(card.reference)) == card


def test_a_number_that_no_card_has_is_not_found_and_a_mistyped_one_is_said_to_be():
    with pytest.raises(NotFound):
        service.find_by_number("WMN-0000-0000-000")
    with pytest.raises(Refused) as refusal:
        service.find_by_number("WMN-0000-0000-001")
    assert refusal.value.field == "number"


def test_a_mistake_in_the_middle_leaves_nothing():
    card = make_card()
    with pytest.raises(peewee.IntegrityError), atomic():
        service.stop(card, "no such reason", actor="resident:7")
    assert again(card).status == "active"
    assert acts(card) == ["card.issued"]
    assert revision() == 0


@pytest.mark.parametrize(
    "columns",
    [
        {"status": "expired"},
        {"status": "stopped"},  # without when, who and why
        {"ended_reason": "lost"},
        {"list_index": 2**20},
        {"list_index": -1},
        {"valid_until": date(2026, 11, 19)},
        {"number": "WMN"},
        {"reference": ""},
    ],
)
def test_the_database_refuses_what_cannot_be(columns):
    card = make_card()
    with pytest.raises(peewee.IntegrityError), atomic():
        Card.update(**columns).where(Card.id == card.id).execute()
