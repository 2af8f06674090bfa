import re

import pytest

from tests.factories import make_card, make_resident
from westminster.audit.models import AuditEntry
from westminster.cards.models import Card
from westminster.messages.models import Message
from westminster.messages.service import text_of


@pytest.fixture
def resident():
    return make_resident(email="amina@example.com", mobile="+447700900142")


@pytest.fixture
def card(resident):
    return make_card(resident)


def ask(client, contact):
    return client.post_form("/stop", {"contact": contact})


def enter(client, contact="amina@example.com"):
    page = ask(client, contact)
    code = re.search(r"\d{6}", text_of(Message.select().order_by(Message.id.desc()).get())).group()
    return client.post_form(page, {"code": code})


@pytest.mark.parametrize("contact", ["amina@example.com", "AMINA@Example.com ", "07700 900142", "+44 7700 900142"])
def test_a_code_to_the_contact_on_file_opens_the_door(client, card, contact):
    assert f"Card ending {card.number[-3:]}" in enter(client, contact).text


def test_the_page_says_no_name(client, card, resident):
    assert resident.full_name not in enter(client).text


def test_the_card_is_stopped_replaced_and_the_trail_says_by_a_code(client, card):
    page = client.post_form(enter(client), button="Stop")
    assert "This card is stopped." in page.text
    client.post_form(page, button="Get a new card")
    assert [c.status for c in Card.select().order_by(Card.id)] == ["replaced", "active"]
    assert AuditEntry.get(AuditEntry.act == "card.stopped").actor == f"contact:{card.resident_id}"


def test_pressing_twice_does_it_once(client, card):
    page = client.post_form(enter(client), button="Stop")
    client.post_form(page, button="Get a new card")
    client.post_form(page, button="Get a new card")
    assert Card.select().count() == 2


def test_a_found_card_works_again(client, card):
    page = client.post_form(enter(client), button="Stop")
    client.post_form(page, button="work again")
    assert Card.get_by_id(card.id).status == "active"


def test_a_contact_nobody_has_looks_the_same_and_sends_nothing(client, card):
    page = ask(client, "stranger@example.com")
    assert page.h1 == ask(client, "amina@example.com").h1
    assert Message.select().count() == 1


def test_a_wrong_code_is_told_on_the_field(client, card):
    page = client.post_form(ask(client, "amina@example.com"), {"code": "not it"}, status=422)
    assert "That is not the code we sent" in page.text


def test_without_a_code_nothing_can_be_seen_or_done(client, card):
    ask(client, "amina@example.com")
    assert client.get("/stop/card").headers["Location"] == "/stop"
    page = client.get_page("/stop/code")
    token = page.forms()[0].find(".//input[@name='csrf_token']").get("value")
    answer = client.post(f"/stop/card/{card.public_id}/stop", data={"csrf_token": token})
    assert answer.headers["Location"] == "/stop"
    assert Card.get_by_id(card.id).status == "active"


def test_the_door_closes_after_fifteen_minutes(client, card, clock):
    enter(client)
    clock.move(minutes=15)
    assert client.get("/stop/card").headers["Location"] == "/stop"


def test_somebody_elses_card_is_not_found(client, card):
    other = make_card(make_resident(email="other@example.com"))
    page = enter(client)
    token = page.forms()[0].find(".//input[@name='csrf_token']").get("value")
    for public_id, act in ((other.public_id, "stop"), ("nonsense", "stop"), (card.public_id, "burn")):
        assert client.post(f"/stop/card/{public_id}/{act}", data={"csrf_token": token}).status_code == 404


def test_two_people_with_one_address_see_both_cards(client, card):
    second = make_card(make_resident(email="amina@example.com"))
    page = enter(client)
    assert all(f"Card ending {c.number[-3:]}" in page.text for c in (card, second))


def test_a_sixth_code_in_an_hour_to_one_contact_is_refused_from_any_browser(app, card):
    for _ in range(5):
        ask(app.test_client(), "amina@example.com")
    page = app.test_client().post_form("/stop", {"contact": "AMINA@example.com"}, status=422)
    assert "Wait an hour" in page.text
