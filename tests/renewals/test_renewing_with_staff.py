"""Renewing at a library or by telephone, and the card on paper."""

import pytest

from tests.browsing import Client
from tests.factories import make_staff
from tests.renewals.people import holder, of
from tests.renewals.test_renewing import fresh
from westminster.audit.models import AuditEntry
from westminster.cards import service as cards
from westminster.messages.models import Message

pytestmark = pytest.mark.usefixtures("council_tax")


def page_for(client: Client, card, role: str = "library_worker"):
    client.sign_in(make_staff(role).account_id)
    return client.post_form(f"/staff/people/{of(card).public_id}", {"why": "here"})


def test_a_library_renews_with_one_button_and_prints_the_card(client: Client):
    card = holder()
    page = client.get_page(page_for(client, card).link("Renew the card"))
    assert "newest Council Tax list" in page.main
    page = client.post_form(page)
    assert "The card is renewed." in page.main
    assert "Good until 19 November 2027" in page.main
    assert fresh(card).number == card.number
    assert [message.subject for message in Message.select()] == ["Your card is renewed"]
    assert AuditEntry.get(AuditEntry.act == "card.renewed").actor.startswith("staff:")
    paper = client.get(page.link("Print the card (PDF)"))
    assert paper.data.startswith(b"%PDF")
    assert AuditEntry.get(AuditEntry.act == "card.printed").subject == f"resident:{card.resident_id}"


def test_pressed_twice_it_is_renewed_once(client: Client):
    card = holder()
    address = page_for(client, card).link("Renew the card")
    page = client.get_page(address)
    client.post_form(page)
    assert client.get_page(address).url == f"/staff/people/{of(card).public_id}"
    assert AuditEntry.select().where(AuditEntry.act == "card.renewed").count() == 1


def test_when_nobody_says_yes_they_are_helped_to_apply(client: Client):
    card = holder(full_name="Zoe Nobody", surname="Nobody")
    page = client.post_form(page_for(client, card).link("Renew the card"))
    assert "We could not tell. That is not a no: help them apply." in page.main
    assert fresh(card).valid_until == card.valid_until


def test_when_nobody_can_be_asked_the_page_leads_to_help(client: Client):
    page = client.get_page(page_for(client, holder(matched=False)).link("Renew the card"))
    assert "so a person looks" in page.main
    assert page.link("Help them apply") == "/staff/help"


def test_not_long_before_and_not_by_who_changes_no_card(client: Client):
    card = holder(left=31)
    assert "Renew the card" not in page_for(client, card).main
    assert client.get_page(f"/staff/people/{of(card).public_id}/renew").url == f"/staff/people/{of(card).public_id}"
    soon = holder(full_name="Li Wu", surname="Wu")
    assert "Renew the card" not in page_for(client, soon, "assessor").main
    assert client.get(f"/staff/people/{of(soon).public_id}/renew").status_code == 403


def test_a_stopped_card_is_not_printed(client: Client):
    card = holder()
    page = page_for(client, card)
    address = page.link("Print the card (PDF)")
    cards.stop(card, "lost", actor="system")
    assert client.get(address).status_code == 404
