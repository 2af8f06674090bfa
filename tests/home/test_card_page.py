from datetime import timedelta

import pytest

from tests.factories import make_account, make_card, make_proof, make_resident
from westminster.audit.models import AuditEntry
from westminster.cards import codes
from westminster.cards.models import Card
from westminster.cards.service import for_resident
from westminster.core import filters
from westminster.core.clock import today


@pytest.fixture
def resident():
    holder = make_resident()
    make_proof(holder)
    return holder


@pytest.fixture
def card(resident):
    return make_card(resident)


@pytest.fixture
def me(client, resident, card):
    client.sign_in(resident.account_id)
    return client


def test_the_card_shows_its_code_its_number_and_what_it_opens(me, card):
    page = me.get_page("/card")
    assert codes.drawing(codes.of(card.id, "web")).path in page.html
    assert card.number in page.text
    assert "Libraries" in page.text


def test_the_card_is_read_aloud_as_one_sentence(me, card):
    until = filters.date(card.valid_until)
    assert f"ready to use at 2 services until {until}." in me.get_page("/card").text


def test_a_card_that_ends_soon_says_when_and_what_then(client, resident):
    card = make_card(resident, valid_until=today() + timedelta(days=30))
    client.sign_in(resident.account_id)
    page = client.get_page("/card")
    assert f"Your card ends soon: it is good until {filters.date(card.valid_until)}." in page.text
    assert "Renew my card" in page.text


def test_a_card_out_of_date_can_be_renewed_from_its_page(client, card, clock):
    clock.move(days=366)
    client.sign_in(card.resident.account_id)
    assert "Renew my card" in client.get_page("/card").text
    assert client.get_page("/apply").h1 == "Apply for your card"


def test_a_card_whose_proof_ended_does_not_say_that_it_is_ready(client):
    card = make_card()
    client.sign_in(card.resident.account_id)
    page = client.get_page("/card")
    assert "This card opens nothing today." in page.text
    assert "Ready to use." not in page.text


def test_a_closed_door_says_who_it_is_for(client):
    child = make_resident(born_on=today() - timedelta(days=3660))
    make_proof(child)
    make_card(child)
    client.sign_in(child.account_id)
    assert "Who can use it: People who live in Westminster and are 16 or over." in client.get_page("/card").text


def test_a_long_name_is_drawn_smaller_so_that_the_code_stays_in_sight(client):
    holder = make_resident(full_name="Maximiliana-Alexandrina Wolfeschlegelsteinhausen-Featherstonehaugh-Car")
    make_card(holder)
    client.sign_in(holder.account_id)
    assert client.get_page("/card").with_class("mw-card__name--long")


def test_somebody_without_a_card_is_sent_to_apply_for_it(client):
    client.sign_in(make_account().id)
    assert client.get("/card").headers["Location"].startswith("/apply")


def test_a_stranger_is_sent_to_sign_in_and_comes_back(client, card):
    assert client.get("/card").headers["Location"] == "/auth/sign-in"


def test_stopping_asks_why_and_stops_at_once(me, card):
    page = me.post_form("/card/stop", {"reason": "lost"})
    assert "This card was stopped" in page.text
    assert Card.get_by_id(card.id).status == "stopped"


def test_a_stopped_card_shows_no_code(me, card):
    page = me.post_form("/card/stop", {"reason": "lost"})
    assert codes.shown(card.id).path not in page.html


def test_stopping_without_a_reason_stops_nothing(me, card):
    page = me.post_form("/card/stop", {}, status=422)
    assert "Select why you want to stop the card" in page.text
    assert Card.get_by_id(card.id).status == "active"


def test_stopping_twice_from_two_tabs_leaves_one_line(me, card):
    page = me.get_page("/card/stop")
    me.post_form(page, {"reason": "lost"})
    me.post_form(page, {"reason": "lost"})
    assert AuditEntry.select().where(AuditEntry.act == "card.stopped").count() == 1


def test_a_found_card_works_again(me, card):
    me.post_form("/card/stop", {"reason": "lost"})
    page = me.post_form("/card/restore")
    assert "Ready to use." in page.text


def test_a_stolen_card_does_not_offer_to_work_again(me, card):
    page = me.post_form("/card/stop", {"reason": "stolen"})
    assert "let this card work again" not in page.text
    assert me.get_page("/card/restore").h1 == "Your card"


def test_a_new_card_has_a_new_number_and_proves_nothing_again(me, card, resident):
    me.post_form("/card/stop", {"reason": "lost"})
    me.post_form("/card/replace")
    new = for_resident(resident.id)
    assert new.number != card.number
    assert new.number in me.get_page("/card").text


def test_pressing_replace_twice_makes_one_new_card(me, card):
    me.post_form("/card/stop", {"reason": "lost"})
    page = me.get_page("/card/replace")
    me.post_form(page)
    me.post_form(page)
    assert Card.select().count() == 2


@pytest.mark.parametrize("path", ["/card/stop", "/card/restore", "/card/replace"])
def test_nobody_without_a_card_has_these_pages(client, path):
    client.sign_in(make_account().id)
    assert client.get(path).status_code == 404


def test_the_account_page_shows_what_we_know_and_that_nobody_looked(me, resident):
    page = me.get_page("/account")
    for told in (resident.email, "07700 900123", resident.postcode, "English"):
        assert told in page.text
    assert "Nobody but you." in page.text
