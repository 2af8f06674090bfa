import pytest

from tests.factories import make_card, make_proof, make_resident
from westminster.cards import codes
from westminster.cards import service as cards
from westminster.verification import service
from westminster.verification.models import LookUp


@pytest.fixture
def resident():
    holder = make_resident()
    make_proof(holder)
    return holder


@pytest.fixture
def card(resident):
    return make_card(resident)


def address(card, **query):
    return f"/V/{codes.of(card.id, 'web').token}" + "".join(f"?{k}={v}" for k, v in query.items())


@pytest.fixture(autouse=True)
def _pages(app):
    """Every look is by its page."""


def test_a_card_in_date_is_said_to_be_one_without_a_name(client, card, resident):
    page = client.get_page(address(card))
    assert page.h1 == "This is a MyWestminster card, in date"
    assert resident.full_name not in page.text
    assert card.number not in page.text


@pytest.mark.parametrize(("slug", "answer"), [("libraries", "Yes"), ("city-save", "Yes")])
def test_one_service_gets_one_answer(client, card, slug, answer):
    assert client.get_page(address(card) + f"?for={slug}").h1 == answer


def test_a_service_the_holder_may_not_use_gets_no_without_the_reason(client):
    child = make_resident(born_on=make_resident().born_on.replace(year=2016))
    make_proof(child)
    page = client.get_page(address(make_card(child)) + "?for=city-save")
    assert page.h1 == "No"
    assert "16" not in page.text


def test_a_proof_that_ran_out_closes_the_service_on_the_same_card(client, card, clock):
    clock.move(days=200)
    assert client.get_page(address(card) + "?for=libraries").h1 == "Yes"


@pytest.mark.parametrize("asked", ["", "no-such", "%00", "libraries&for=city-save"])
def test_asking_for_a_service_that_is_none_is_told_on_the_question(client, card, asked):
    response = client.get(address(card) + f"?for={asked}")
    assert response.status_code in (200, 400, 422)


def test_asking_for_no_service_is_told_on_the_question(client, card):
    page = client.get_page(address(card) + "?asked=yes", status=422)
    assert "Select the service that is checking" in page.text


def test_the_code_may_be_read_in_lower_case(client, card):
    token = codes.of(card.id, "web").token
    assert client.get_page(f"/V/{token.lower()}").h1 == "This is a MyWestminster card, in date"


def test_a_stopped_card_says_so_at_once_and_writes_nothing(client, card):
    cards.stop(card, "lost", actor="resident:1")
    assert client.get_page(address(card)).h1 == "This card was stopped"
    assert LookUp.select().count() == 0


def test_the_old_code_of_a_replaced_card_is_stopped_and_the_new_one_works(client, card):
    old = address(card)
    cards.stop(card, "lost", actor="resident:1")
    new = cards.replace(card, "lost", actor="resident:1")
    assert client.get_page(old).h1 == "This card was stopped"
    assert client.get_page(address(new)).h1 == "This is a MyWestminster card, in date"


def test_a_suspended_card_is_sent_to_a_library(client, card):
    cards.suspend(card, actor="staff:1")
    assert "Ask at any library" in client.get_page(address(card)).text


def test_a_card_out_of_date_says_so(client, card, clock):
    clock.move(days=366)
    assert client.get_page(address(card)).h1 == "This card is out of date"


def cut(token):
    return token[:-20]


def forge(token):
    return token[:-30] + ("A" if token[-30] != "A" else "B") + token[-29:]


@pytest.mark.parametrize("change", [cut, forge, lambda _: "HELLO", lambda _: "A" * 5_000, lambda _: "٣" * 40])
def test_a_code_that_was_cut_or_changed_cannot_be_read_and_writes_nothing(client, card, change):
    token = change(codes.of(card.id, "web").token)
    page = client.get_page(f"/V/{token}")
    assert page.h1 in ("We cannot read this code", "This is not a card of ours")
    assert LookUp.select().count() == 0


def test_looks_are_counted_once_per_code_and_hour(client, card, clock):
    for _ in range(3):
        client.get_page(address(card))
    clock.move(hours=1)
    client.get_page(address(card))
    assert LookUp.select().count() == 2


def test_a_resident_sees_looks_at_every_card_they_had_newest_first(card, resident, clock):
    service.note(card)
    clock.move(hours=2)
    cards.stop(card, "lost", actor="resident:1")
    new = cards.replace(card, "lost", actor="resident:1")
    service.note(new)
    assert [look.card_id for look in service.looks_at(resident.id)] == [new.id, card.id]
    assert service.looks_at(make_resident().id) == []


def test_too_many_looks_from_one_place_are_told_to_wait(client, card):
    statuses = [client.get(address(card)).status_code for _ in range(62)]
    assert set(statuses[:60]) == {200}
    assert statuses[60:] == [429, 429]
