"""Prove online where you live, instead of sending a paper: through the real client and the demo provider."""

import pytest

from tests.accounts.conftest import sign_in
from tests.accounts.proving import ASK, applying, know, proves
from tests.factories import make_account, make_application, make_card, make_proof, make_resident
from westminster.accounts.models import Account, Identity
from westminster.applications import prefill, service
from westminster.applications.models import Application
from westminster.core import worker
from westminster.proofs.models import IdentityDifference, Proof
from westminster.residents.models import Resident

SHOW = "/apply/show"
AWAY = "What you proved is not the same as what you told us here"


def fresh(draft: Application) -> Application:
    return Application.get_by_id(draft.id)


def test_it_is_offered_to_who_has_to_show_where_they_live(client, outside):
    applying(client)
    page = client.get_page(SHOW)
    assert page.link("Prove it online") == ASK
    assert "you have nothing to upload" in page.main


@pytest.mark.parametrize(
    ("answers", "why"),
    [({"basis": "works_in_westminster", "place_name": "Shop", "place_postcode": "W1T 4JA"}, "does not live here")],
)
def test_it_is_not_offered_where_it_shows_nothing(client, outside, answers, why):
    applying(client, **answers)
    assert "Prove it online" not in client.get_page(SHOW).main
    assert client.get(ASK).location == SHOW


def test_it_is_not_offered_where_no_provider_can_tell(client):
    resident = make_resident()
    make_application(resident)
    client.sign_in(resident.account_id)
    assert "Prove it online" not in client.get_page(SHOW).main
    assert client.get(ASK).location == SHOW


def test_who_has_not_come_so_far_is_sent_back(client, outside):
    sign_in(client, "jo-whitfield")
    assert client.get(ASK).location == SHOW
    assert client.get_page(f"{ASK}/back").h1 == "Apply for your card"


def test_who_proves_it_has_a_card_at_once(client, outside):
    """Without a paper, and without waiting for the worker."""
    know("W9 3AL")
    draft = applying(client)
    page = client.get_page(proves(client).location)
    assert "You have nothing to do" in page.main
    assert fresh(draft).answers["proof_way"] == "held"
    service.save(fresh(draft), {"access_other": ""})
    sent = service.submit(fresh(draft), actor="resident:1")
    assert (sent.status, sent.why_a_person) == ("approved", None)
    assert {proof.fact for proof in Proof.select()} == {"identity", "over_16", "over_18", "lives_in_westminster"}
    worker.drain()
    assert Proof.select().count() == 4


def test_who_comes_from_the_check_page_goes_back_to_it(client, outside):
    know("W9 3AL")
    applying(client)
    page = client.get_page(f"{SHOW}?from=check")
    assert page.link("Prove it online") == f"{ASK}?from=check"
    client.get(page.link("Prove it online"))
    assert client.get(f"{ASK}/back?from=check").location == f"{SHOW}?from=check"


def test_words_of_others_go_no_further(client, outside):
    applying(client)
    assert client.get(f"{ASK}/back?_scheme=javascript&_external=1&x=y").location == SHOW


@pytest.mark.parametrize(
    "answers",
    [
        {"last_name": "Smith"},
        {"first_name": "Bob"},
        {"born_on": "1981-01-31"},
        {"postcode": "NW8 8EU"},
    ],
)
def test_what_differs_from_the_answers_shows_nothing(client, outside, answers):
    know("W9 3AL", "NW8 8EU")
    draft = applying(client, **answers)
    page = client.get_page(proves(client).location)
    assert AWAY in page.main
    assert page.link("Prove it online") == ASK
    assert "proof_way" not in fresh(draft).answers


def test_what_was_proven_for_another_name_gives_no_card_later(client, outside):
    """Answers that were changed after the proof are looked at by a person."""
    know("W9 3AL")
    draft = applying(client)
    client.get(proves(client).location)
    service.save(fresh(draft), {"first_name": "Bob", "access_other": ""})
    sent = service.submit(fresh(draft), actor="resident:1")
    assert (sent.status, sent.why_a_person) == ("with_staff", "no_match")


def test_what_was_proven_gives_no_card_to_another_name_in_the_next_application(client, outside):
    know("W9 3AL")
    draft = applying(client)
    client.get(proves(client).location)
    service.save(fresh(draft), {"last_name": "Smith", "access_other": "", "proof_way": "in_person"})
    service.save(fresh(draft), {"proof_way": "in_person", "proof_for": ["Smith", "W9 3AL", "lives_in_westminster"]})
    service.submit(fresh(draft), actor="resident:1")
    Application.update(status="withdrawn", closed_at=draft.saved_at).execute()
    again = service.begin(Resident.get())
    sent = service.submit(again, actor="resident:1")
    assert (sent.status, sent.why_a_person) == ("with_staff", "no_match")


@pytest.mark.parametrize("persona", ["sam-leigh", "helen-marsh"])
def test_who_cannot_prove_it_is_told_so_and_goes_on(client, outside, persona):
    applying(client, persona)
    page = client.get_page(proves(client, persona).location)
    assert "You could not prove who you are online" in page.main
    assert page.link("Send a photo or PDF")
    assert page.link("Prove it online") == ASK


def test_who_moved_away_shows_nothing(client, outside):
    know("W2 1RD")
    applying(client, "ravi-shah", first_name="Ravi", last_name="Shah", born_on="1988-12-05", postcode="W2 1RD")
    assert AWAY in client.get_page(proves(client, "ravi-shah").location).main
    assert Identity.get().address["postcode"] == "NW1 2EX"
    assert {proof.fact for proof in Proof.select()} == {"identity", "over_16", "over_18"}


def test_who_has_another_name_now_waits_for_staff(client, outside):
    know("SW1P 4DB")
    sign_in(client, "leila-haddad")
    account = Account.get()
    told = {"full_name": "Leila Mansour", "surname": "Mansour", "postcode": "SW1P 4DB"}
    resident = make_resident(account=account, **told)
    service.begin(resident)
    service.save(service.draft_of(resident.id), {"basis": "lives_in_westminster", "postcode": "SW1P 4DB"})
    answers = {"first_name": "Leila", "last_name": "Mansour", "born_on": "1991-04-08"}
    service.save(
        service.draft_of(resident.id), {**answers, "line_1": "28 Quill Street", "line_2": "", "town": "London"}
    )
    page = client.get_page(proves(client, "leila-haddad").location)
    assert AWAY in page.main
    (found,) = IdentityDifference.select()
    assert "name" in found.what
    assert Proof.select().count() == 0


def test_a_page_that_is_found_asks_for_nothing(client, outside):
    know("W9 3AL")
    applying(client)
    client.get(proves(client).location)
    assert "Prove it online" not in client.get_page(SHOW).main


def test_who_has_a_card_is_not_asked(client, outside):
    resident = make_resident()
    make_proof(resident)
    make_card(resident)
    client.sign_in(resident.account_id)
    assert client.get_page(ASK).h1 != "How you show it"


# Filling in


def test_what_was_proven_fills_in_the_pages(client, outside):
    applying(client)
    proves(client)
    account = Account.get()
    Account.update(name=None, given_name=None, family_name=None, birth_date=None, address=None).execute()
    told = prefill.suggested(Account.get_by_id(account.id))
    assert (told["first_name"], told["last_name"], told["born_on"]) == ("Jo", "Whitfield", "1981-01-30")
    assert (told["line_1"], told["town"], told["postcode"]) == ("27 WEATHERVANE STREET", "LONDON", "W9 3AL")


def test_what_was_not_proven_takes_nothing_away():
    account = make_account(given_name="Sam", family_name="Leigh")
    Identity.create(account=account, level="P2", return_codes=["A"], told_at=account.created_at)
    told = prefill.suggested(account)
    assert (told["first_name"], told["last_name"]) == ("Sam", "Leigh")
