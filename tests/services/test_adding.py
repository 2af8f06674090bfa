"""A service that is theirs to add: with one press it is on the card, and off again; until then no code tells of it."""

from datetime import date

import pytest

from tests.browsing import Client
from tests.factories import make_card, make_proof, make_resident
from westminster.audit.models import AuditEntry
from westminster.cards import codes
from westminster.cards.service import for_resident
from westminster.core.errors import Refused
from westminster.core.models import Outbox
from westminster.proofs.service import end_fact
from westminster.services.adding import add, take_off
from westminster.services.catalogue import find
from westminster.services.models import ServiceAdded
from westminster.services.service import entitled, offers
from westminster.wallets.service import face_for

TODAY = date(2026, 11, 20)
SWIMS = find("swims")


@pytest.fixture
def carer():
    """With a card, living here."""
    resident = make_resident()
    for fact in ("lives_in_westminster", "carer"):
        make_proof(resident, fact)
    make_card(resident)
    return resident


def adds(resident, verb=add):
    verb(resident.id, SWIMS, actor=f"resident:{resident.id}")


def offer_of(resident):
    return next(one for one in offers(resident.account_id, TODAY) if one.service is SWIMS)


def test_what_a_proof_gives_is_theirs_to_add_and_closed_until_then(carer):
    offer = offer_of(carer)
    assert (offer.yes, offer.can_add, offer.added) == (False, True, False)
    assert (
        str(offer.why)
        == "Because you are a carer and you live in Westminster, swims are half price until 19 November 2027."
    )
    assert not entitled(carer.id, "swims", TODAY)


def test_once_added_every_form_of_the_card_opens_it(carer):
    adds(carer)
    assert entitled(carer.id, "swims", TODAY)
    assert "Half-price swims" in [str(name) for name in face_for(carer.id, "pass").opens]
    assert "westminster.wallets.jobs.follow_person" in [row.subscriber for row in Outbox.select()]


def test_added_twice_it_is_there_once_and_taken_off_twice_it_is_gone(carer):
    for verb in (add, add, take_off, take_off):
        adds(carer, verb)
    assert ServiceAdded.select().count() == 0
    acts = [line.act for line in AuditEntry.select().order_by(AuditEntry.id) if line.act.startswith("service.")]
    assert acts == ["service.added", "service.taken_off"]


def test_nobody_adds_what_is_not_theirs(carer):
    end_fact(carer.id, "carer", why="by_person", actor="system")
    with pytest.raises(Refused):
        adds(carer)
    assert ServiceAdded.select().count() == 0


def test_what_every_holder_has_is_not_added(carer):
    add(carer.id, find("libraries"), actor="system")
    assert ServiceAdded.select().count() == 0
    assert entitled(carer.id, "libraries", TODAY)


def test_it_closes_with_the_proof_and_opens_again_with_the_next(carer):
    adds(carer)
    end_fact(carer.id, "carer", why="award_ended", actor="system")
    assert not entitled(carer.id, "swims", TODAY)
    make_proof(carer, "disabled")
    assert entitled(carer.id, "swims", TODAY)


def test_with_one_press_on_the_page_and_off_again(client: Client, carer):
    client.sign_in(carer.account_id)
    page = client.get_page("/services")
    assert "Add to my card: Half-price swims" in page.main
    page = client.post_form(page, action="swims")
    assert page.h1 == "Half-price swims"
    assert "It is on your card." in page.main
    assert "Half-price swims" in client.get_page("/card").main
    assert "It is yours to add." in client.post_form("/services/swims", action="take-off").main


def test_who_may_not_is_told_so_and_nothing_is_added(client: Client):
    resident = make_resident(born_on=date(1990, 1, 1))
    make_proof(resident)
    make_proof(resident, "carer")
    client.sign_in(resident.account_id)
    page = client.get_page("/services")
    end_fact(resident.id, "carer", why="by_person", actor="system")
    assert "This is not open to you today." in client.post_form(page, action="swims", status=422).main
    assert "Add to my card" not in client.get_page("/services").main


def test_a_pool_sees_yes_only_after_it_was_added(client: Client, carer):
    asked = f"/V/{codes.of(for_resident(carer.id).id, 'web').token}?for=swims"
    assert client.get_page(asked).h1 == "No"
    adds(carer)
    assert client.get_page(asked).h1 == "Yes"
