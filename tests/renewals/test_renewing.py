"""Renewing with one tap where somebody can be asked again; else a short application."""

from datetime import date, timedelta

import pytest

from tests.browsing import Client
from tests.casework.cases import decide, make_case
from tests.factories import make_card, make_proof, make_resident, make_staff
from tests.renewals.people import holder, of
from westminster.applications.models import Application
from westminster.audit.models import AuditEntry
from westminster.cards.models import Card, CardCode
from westminster.core.clock import today
from westminster.core.models import Outbox
from westminster.messages.models import Message
from westminster.proofs import service as proofs
from westminster.proofs.models import Proof
from westminster.renewals import service
from westminster.sources import lists

pytestmark = pytest.mark.usefixtures("council_tax")
A_YEAR = date(2027, 11, 19)
WHO = {"actor": "resident:1"}


def fresh(card: Card) -> Card:
    return Card.get_by_id(card.id)


@pytest.mark.parametrize("left", [30, 1, 0, -1, -100])
def test_one_tap_while_the_council_tax_list_still_has_them(left):
    card = holder(left=left)
    codes = {code.token for code in CardCode.select()}
    assert service.way(of(card), card).by == "council_tax"
    assert service.renew(of(card), **WHO)
    after = fresh(card)
    assert (after.number, after.reference, after.valid_until) == (card.number, card.reference, A_YEAR)
    assert {code.token for code in CardCode.select()}.isdisjoint(codes)
    proof = Proof.select().order_by(Proof.id.desc()).get()
    assert (proof.source, proof.until_on) == ("council_tax", A_YEAR)
    assert Message.select().order_by(Message.id.desc()).get().subject == "Your card is renewed"
    assert Outbox.select().where(Outbox.subscriber.contains("wallets")).exists(), "the copies follow"


def test_tapped_twice_it_is_renewed_once():
    card = holder()
    assert service.renew(of(card), **WHO)
    assert service.renew(of(card), **WHO)
    assert AuditEntry.select().where(AuditEntry.act == "card.renewed").count() == 1


@pytest.mark.parametrize("left", [31, 200])
def test_not_long_before(left):
    card = holder(left=left)
    assert service.card_to_renew(card.resident_id) is None


def test_who_moved_or_changed_name_is_not_looked_for_under_the_old_one():
    for change in ({"postcode": "W9 3AL"}, {"surname": "Noor", "full_name": "Amina Noor"}):
        card = holder()
        resident = of(card)
        for name, value in change.items():
            setattr(resident, name, value)
        resident.save()
        assert service.way(of(card), card) is None
        assert not service.renew(of(card), **WHO)
        assert fresh(card).valid_until == card.valid_until


def test_who_is_gone_from_the_list_is_not_refused():
    card = holder(full_name="Zoe Nobody", surname="Nobody")
    assert not service.renew(of(card), **WHO)
    assert fresh(card).valid_until == card.valid_until
    assert AuditEntry.select().where(AuditEntry.act == "council_tax.checked").count() == 2


def test_what_somebody_ended_is_for_a_person():
    card = holder()
    proofs.end(Proof.get().id, on=today() + timedelta(days=5), actor="staff:1")
    assert service.way(of(card), card) is None


def test_a_child_and_a_stopped_card_are_for_a_person():
    assert service.way(of(card := holder(born_on=date(2014, 1, 1))), card) is None
    stopped = make_card(make_resident(), status="stopped", valid_until=today())
    assert service.card_to_renew(stopped.resident_id) is None


def test_what_they_showed_since_needs_no_asking():
    card = holder(matched=False)
    make_proof(of(card))
    assert service.way(of(card), card).by == "proof"
    assert service.renew(of(card), **WHO)
    assert fresh(card).valid_until == A_YEAR


def test_a_list_of_a_partner_is_asked_again():
    card = holder(matched=False)
    Proof.update(fact="studies_in_westminster").execute()
    made = lists.upload("College", "studies_in_westminster", date(2027, 7, 1), on_list(of(card)), actor="staff:1")
    lists.use(made.public_id, actor="staff:1")
    assert service.way(of(card), card).partners == ("College",)
    assert service.renew(of(card), **WHO)
    assert fresh(card).valid_until == date(2027, 7, 1)


def on_list(resident) -> bytes:
    return f"number,name,birth_date\n,{resident.full_name},{resident.born_on}\n".encode()


def test_one_tap_on_the_pages(client: Client):
    card = holder()
    client.sign_in(of(card).account_id)
    page = client.get_page(client.get_page("/card").link("Renew my card"))
    assert "newest Council Tax list" in page.main
    assert "good until 19 November 2027" in page.main
    page = client.post_form(page)
    assert page.url == "/card"
    assert "Good until 19 November 2027" in page.main
    assert client.get_page("/card/renew").url == "/card"


def test_when_it_cannot_tell_they_apply_with_what_we_know(client: Client):
    card = holder(full_name="Zoe Nobody", surname="Nobody")
    client.sign_in(of(card).account_id)
    page = client.post_form("/card/renew")
    assert "We looked, and could not tell. That is not a no." in page.main
    assert client.post_form(page, {}, status=422).errors == {"changed": "Select whether anything has changed"}
    page = client.post_form(page, {"changed": "no"})
    assert page.url == "/apply/show"
    answers = Application.get().answers
    assert (answers["last_name"], answers["basis"]) == ("Nobody", "lives_in_westminster")
    assert "proof_way" not in answers


def test_who_changed_something_sees_all_their_answers(client: Client):
    card = holder(matched=False)
    client.sign_in(of(card).account_id)
    page = client.post_form("/card/renew/changed", {"changed": "yes"})
    assert page.h1 == "Apply for your card"


def test_a_yes_of_a_person_lets_the_card_last_longer():
    card = holder(matched=False)
    case = decide(make_case(of(card)), make_staff(), "approved")
    assert (case.status, fresh(card).valid_until, Card.select().count()) == ("approved", A_YEAR, 1)
