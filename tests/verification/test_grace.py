"""A card that ran out: some services still take it for some days, and say so."""

import pytest

from tests.browsing import Client
from tests.factories import make_card, make_proof, make_resident
from westminster.cards import service as cards
from westminster.cards.models import CardCode
from westminster.core.clock import today
from westminster.proofs import service as proofs
from westminster.verification.models import LookUp
from westminster.verification.rules import State
from westminster.verification.service import look


@pytest.fixture
def card(clock):
    """Good until today."""
    resident = make_resident()
    made = make_card(resident, valid_until=today())
    proof = make_proof(resident)
    proof.until_on = today()
    proof.save()
    return made


def code(card) -> str:
    return CardCode.get(CardCode.card == card, CardCode.form == "web").token


@pytest.mark.parametrize(
    ("days", "state"), [(0, State.in_date), (1, State.in_grace), (14, State.in_grace), (15, State.expired)]
)
def test_a_card_is_in_grace_for_fourteen_days(card, clock, days, state):
    clock.move(days=days)
    assert look(code(card)).state is state


def test_only_services_that_allow_it_take_it(card, clock, client: Client):
    clock.move(days=3)
    page = client.get_page(f"/V/{code(card)}")
    assert page.h1 == "This card is out of date"
    page = client.get_page(f"/V/{code(card)}?for=libraries&asked=yes")
    assert "Yes, in grace" in page.main
    page = client.get_page(f"/V/{code(card)}?for=city-save&asked=yes")
    assert "This card does not open City Save." in page.main
    assert LookUp.select().count() == 1


def test_what_was_ended_since_has_no_grace(card, clock, client: Client):
    clock.move(days=3)
    (proof,) = proofs.Proof.select()
    proof.ended_on, proof.ended_why = today(), None
    proof.save()
    assert "does not open Libraries" in client.get_page(f"/V/{code(card)}?for=libraries&asked=yes").main


def test_an_old_code_of_a_renewed_card_and_a_stopped_card_have_none(card, clock):
    old = code(card)
    clock.move(days=3)
    cards.stop(card, "lost", actor="system")
    assert look(old).state is State.expired
    again = make_card(make_resident(), valid_until=today())
    old = code(again)
    cards.renew(again, today().replace(year=2027), actor="system")
    clock.move(days=3)
    assert look(old).state is State.expired


def test_the_holder_sees_who_still_takes_it_and_until_when(card, clock, client: Client):
    clock.move(days=3)
    client.sign_in(card.resident.account_id)
    page = client.get_page("/card")
    assert "Libraries: still takes it until 4 December 2026. Show this code." in page.main
    assert page.link("Renew my card") == "/card/renew"
    assert "Code for the counter to scan" in page.main
    clock.move(days=20)
    assert "still takes it" not in client.get_page("/card").main
