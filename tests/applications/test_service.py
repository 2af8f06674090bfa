from datetime import date

import peewee
import pytest

from tests.factories import make_account, make_application, make_card, make_proof, make_resident
from westminster.applications import service
from westminster.applications.models import Application
from westminster.audit.models import AuditEntry
from westminster.audit.service import verify
from westminster.cards.models import Card
from westminster.cards.service import for_resident, stop
from westminster.core.db import atomic, database
from westminster.core.errors import NotFound, Refused
from westminster.messages.models import Message
from westminster.proofs.models import Proof
from westminster.residents.models import Resident
from westminster.residents.service import for_account
from westminster.sources.extract import Match

TODAY = date(2026, 11, 20)


class Records:
    def __init__(self, answer=Match.MATCHED):
        self.answer = answer

    def match(self, account_number, first, last, postcode):
        return self.answer


def make_matched(resident=None, **answers):
    """A draft whose Council Tax account was found."""
    draft = make_application(resident or make_newcomer(), **answers)
    return service.check_council_tax(draft, "CT-10000417", actor="resident:1", records=Records())


def make_newcomer(**claims):
    return for_account(make_account(**claims).id)


def send(application):
    return service.submit(application, actor=f"resident:{application.resident_id}")


def test_a_match_is_approved_at_once():
    sent = send(make_matched())
    assert (sent.status, sent.why_a_person, sent.due_on) == ("approved", None, None)
    (proof,) = Proof.select()
    assert (proof.fact, proof.source, proof.until_on) == ("lives_in_westminster", "council_tax", date(2027, 11, 19))
    assert proof.detail == {"account_ending": "417", "application": sent.id}
    assert for_resident(sent.resident_id).valid_until == date(2027, 11, 19)
    resident = Resident.get_by_id(sent.resident_id)
    assert (resident.full_name, resident.postcode) == ("Amina Rahman", "NW8 8EU")
    assert Message.get().subject == "Your MyWestminster card is ready"
    acts = [entry.act for entry in AuditEntry.select().order_by(AuditEntry.id)]
    told = ["application.sent", "proof.recorded", "card.issued", "application.approved"]
    assert [act for act in acts if act in told] == told
    assert verify().bad_id is None


def test_without_a_match_a_person_looks_within_ten_working_days():
    sent = send(make_application(make_newcomer()))
    assert (sent.status, sent.why_a_person, sent.due_on) == ("with_staff", "no_match", date(2026, 12, 4))
    assert not Card.select().exists()
    assert "by 4 December 2026" in Message.get().body


@pytest.mark.parametrize(
    ("actor", "reason", "why"), [("staff:1", "misused", "ended_by_us"), ("resident:1", "lost", None)]
)
def test_a_card_that_the_office_ended_is_not_got_round_by_applying_again(actor, reason, why):
    card = make_card()
    stop(card, reason, actor=actor)
    assert send(make_matched(card.resident)).why_a_person == why


def test_nothing_is_approved_on_what_the_answers_say_alone():
    draft = make_application(make_newcomer())
    forged = {"proof_way": "council_tax", "account_ending": "417", "proof_for": draft.answers["proof_for"]}
    assert send(service.save(draft, forged)).why_a_person == "no_match"


def test_a_match_under_another_name_does_not_count():
    draft = service.save(make_matched(), {"last_name": "Ali"})
    assert "proof_way" not in draft.answers
    with pytest.raises(Refused):
        send(draft)


def test_a_match_under_another_first_name_goes_to_a_person():
    assert send(service.save(make_matched(), {"first_name": "Bilal"})).why_a_person == "no_match"


@pytest.mark.parametrize(
    ("answers", "why"),
    [({"born_on": "2015-01-01"}, "under_16"), ({"basis": "works_in_westminster"}, "works_or_studies")],
)
def test_a_person_looks_at(answers, why):
    place = {"place_name": "Lantern Gallery", "place_postcode": "SW1A 1AA"}
    draft = make_application(make_newcomer(), **answers, **place)
    if why == "under_16":
        service.check_council_tax(draft, "CT-10000417", actor="resident:1", records=Records())
    assert send(draft).why_a_person == why


def test_a_second_card_for_the_same_person_goes_to_staff():
    make_card(make_resident(surname="RAHMÁN"))
    assert send(make_matched()).why_a_person == "same_person"


@pytest.mark.parametrize("other", [{"surname": "Ali"}, {"born_on": date(2011, 1, 1)}, {"postcode": "NW8 9AY"}])
def test_a_household_is_not_the_same_person(other):
    make_card(make_resident(**other))
    assert send(make_matched()).status == "approved"


def test_a_stopped_card_of_the_same_person_is_no_obstacle():
    make_card(make_resident(), status="stopped")
    assert send(make_matched()).status == "approved"


def test_sent_twice_it_is_sent_once():
    draft = make_matched()
    first, second = send(draft), send(draft)
    assert first.reference == second.reference
    assert Card.select().count() == Message.select().count() == Proof.select().count() == 1


def test_a_page_that_comes_late_changes_nothing_that_was_sent():
    draft = make_application(make_newcomer())
    send(draft)
    service.save(draft, {"last_name": "Ali"})
    assert Application.get_by_id(draft.id).answers["last_name"] == "Rahman"


def test_what_is_not_complete_is_not_sent():
    with pytest.raises(Refused):
        send(make_application(make_newcomer(), channel=None))


def test_sending_is_all_or_nothing():
    draft = make_matched()
    database.execute_sql("ALTER TABLE message RENAME TO gone")  # writing to the person is the last thing that happens
    with pytest.raises(peewee.DatabaseError):
        send(draft)
    assert Application.get_by_id(draft.id).status == "draft"
    assert not Card.select().exists()
    assert not Proof.select().exists()


def test_somebody_comes_back_and_is_asked_nothing_twice():
    draft = make_matched(language="pl", access_needs=["braille"], access_other="A quiet room")
    send(draft)
    stop(for_resident(draft.resident_id), "lost", actor="staff:1")
    again = service.begin(Resident.get_by_id(draft.resident_id))
    same = set(draft.answers) - {"proof_way", "account_ending"}
    assert {key: again.answers[key] for key in same} == {key: draft.answers[key] for key in same}
    assert again.answers["proof_way"] == "held"
    assert send(again).status == "approved"
    assert Proof.select().count() == 1


def test_a_proof_from_before_is_of_the_address_from_before():
    resident = make_resident()
    make_proof(resident)
    moved = service.save(service.begin(resident), {"postcode": "W2 1RD"})
    assert "proof_way" not in moved.answers


def test_a_card_out_of_date_gets_more_time(clock):
    draft = make_matched()
    send(draft)
    number = for_resident(draft.resident_id).number
    clock.move(days=365)
    again = service.begin(Resident.get_by_id(draft.resident_id))
    assert "proof_way" not in again.answers
    again = service.save(again, {"basis": "lives_in_westminster"})
    again = service.check_council_tax(again, "CT-10000417", actor="resident:1", records=Records())
    assert send(again).status == "approved"
    card = for_resident(draft.resident_id)
    assert (card.number, card.valid_until) == (number, date(2028, 11, 19))


def test_the_sign_in_fills_pages_and_answers_nothing():
    resident = make_newcomer(
        given_name="Amina",
        family_name="Rahman",
        birth_date=date(1984, 5, 17),
        email="amina@example.com",
        phone="07700 900142",
        address={"street_address": "14 Lamplighter House\nLisson Grove", "postal_code": "nw89ay", "locality": "London"},
    )
    draft = service.begin(resident)
    assert draft.answers == {}
    assert service.known(draft) == {
        "first_name": "Amina",
        "last_name": "Rahman",
        "born_on": "1984-05-17",
        "channel": "email",
        "email": "amina@example.com",
        "mobile": "+447700900142",
        "postcode": "NW8 9AY",
        "line_1": "14 Lamplighter House",
        "line_2": "Lisson Grove",
        "town": "London",
    }
    assert service.known(service.save(draft, {"first_name": "Mina"}))["first_name"] == "Mina"


def test_with_a_card_nothing_is_begun():
    resident = make_resident()
    make_card(resident)
    with pytest.raises(Refused):
        service.begin(resident)


def test_begun_twice_it_is_one():
    resident = make_resident()
    assert service.begin(resident) == service.begin(resident)


def test_a_draft_goes_after_twenty_eight_days_without_a_word(clock):
    kept, sent = make_application(), make_application(make_resident(surname="Ali"), sent=True)
    clock.move(days=28)
    service.delete_old_drafts()
    assert Application.select().count() == 2
    assert kept.kept_until == date(2026, 12, 18)
    clock.move(days=1)
    service.delete_old_drafts()
    assert list(Application.select()) == [sent]


def test_somebody_elses_application_is_not_found():
    sent = make_application(sent=True)
    with pytest.raises(NotFound):
        service.find_for(make_resident().id, sent.public_id)


def test_a_draft_has_nothing_to_show_yet():
    draft = make_application()
    with pytest.raises(NotFound):
        service.find_for(draft.resident_id, draft.public_id)


@pytest.mark.parametrize(
    "columns",
    [
        {"status": "lost"},
        {"status": "with_staff"},
        {"status": "approved"},
        {"submitted_at": Application.saved_at},
        {"why_a_person": "a feeling"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(columns):
    draft = make_application()
    with pytest.raises(peewee.IntegrityError), atomic():
        Application.update(**columns).where(Application.id == draft.id).execute()


def test_the_database_keeps_one_open_application_a_person():
    first = make_application()
    second = {"resident": first.resident_id, "public_id": "b", "reference": "APP-B", "saved_at": first.saved_at}
    with pytest.raises(peewee.IntegrityError), atomic():
        Application.create(**second)
