"""Help with something beside the card: whoever is at a counter shows that they are disabled, or a carer."""

import pytest

from tests.browsing import Client
from tests.casework.cases import left, write
from tests.factories import make_card, make_proof, make_resident, make_staff
from tests.helping.helping import come_to_identity
from westminster.applications import facts, helped
from westminster.applications.helped import Consent, Identity
from westminster.applications.models import Application, Help
from westminster.casework import decisions
from westminster.core.errors import Refused
from westminster.evidence.models import EvidenceFile
from westminster.proofs.models import Proof

CONSENT, KNOWN = Consent("phone", "self", "", "Is that all right?"), Identity("known", "I know them.")


@pytest.fixture
def worker(client: Client):
    made = make_staff("library_worker", name="Tariq Malik")
    client.sign_in(made.account_id)
    return made


def holder(**columns):
    resident = make_resident(**columns)
    make_proof(resident)
    make_card(resident)
    return resident


def their_page(client: Client):
    """Through consent and who they are, to the page of somebody with a card."""
    page = client.post_form(come_to_identity(client), {"way": "paper"})
    return client.post_form(page, {"kind": "travel_card", "ending": "12ab"})


def test_from_a_counter_to_the_same_case_and_the_same_card(client: Client, worker):
    person = holder(account=None)
    page = client.get_page(their_page(client).link("Help them show something more"))
    errors = client.post_form(page, {}, status=422, button="Go on").errors
    assert errors == {"fact": "Select what they want to show", "said_yes": "Go on only when they said yes"}
    page = client.post_form(page, {"fact": "disabled", "said_yes": "y"}, button="Go on")
    assert (page.h1, "Their card is ready" in page.text) == ("We have their application", False)
    page = client.post_form(
        page.link("Write down a paper"),
        {"kind": "blue_badge", "ending": "4711", "name": "Amina Rahman", "ends_on-day": "1", "ends_on-month": "3"}
        | {"ends_on-year": "2028"},
    )
    summary = client.get_page(page.url.replace("/sent", "/summary"))
    assert "What you want to show: Disabled" in summary.main
    case = Application.get()
    assert (case.category, case.status, case.resident_id) == ("disabled", "with_staff", person.id)
    help_ = Help.get()
    assert (help_.channel, help_.identity, help_.identity_ending) == ("in_person", "paper", "12AB")
    assert "what your paper says" in help_.consent
    assert EvidenceFile.select().count() == 0
    assessor = make_staff("assessor", name="Hana Clarke")
    write(case, assessor, "approved")
    letter = decisions.letter_of(case, decisions.draft_of(case, assessor.account_id))
    decisions.send(case, letter.hash, staff_id=assessor.account_id)
    left(case)
    assert Proof.get(Proof.fact == "disabled").resident_id == person.id
    assert "We said yes to what you showed us." in client.get_page(summary.url).main


def test_pressed_twice_it_is_sent_once(client: Client, worker):
    holder()
    page = client.get_page(their_page(client).link("Help them show something more"))
    told = {"fact": "carer", "said_yes": "y"}
    sent, again = (client.post_form(page, told, button="Go on") for _ in range(2))
    assert sent.url == again.url
    assert Application.select().count() == 1


@pytest.mark.parametrize("way", ["nobody was asked", "somebody else was"])
def test_without_consent_and_who_they_are_it_begins_there(client: Client, worker, way: str):
    if way == "somebody else was":
        holder()
        their_page(client)
    other = holder(full_name="Siân O’Brien", surname="O’Brien")
    assert client.get_page(f"/staff/help/more/{other.public_id}").url == "/staff/help"


@pytest.mark.parametrize("how", ["finished", "an hour later"])
def test_who_agreed_is_not_gone_on_with_for_ever(client: Client, worker, clock, how: str):
    holder()
    page = client.get_page(their_page(client).link("Help them show something more"))
    if how == "finished":
        client.post_form(page, button="Finish")
    else:
        for _ in range(4):
            clock.move(minutes=15)
            client.get_page("/staff/help")
    assert client.get_page(page.url).url == "/staff/help"


def test_what_they_have_shown_or_is_on_its_way_is_not_shown_again(worker):
    person = holder()
    make_proof(person, fact="carer")
    helped.show(person, "disabled", CONSENT, KNOWN, staff_id=worker.account_id)
    assert not {"carer", "disabled"} & facts.with_paper(person).keys()
    other = make_staff("adviser", name="Hana Clarke")
    for fact in ("carer", "disabled", "lives_in_westminster"):
        with pytest.raises(Refused, match="on its way"):
            helped.show(person, fact, CONSENT, KNOWN, staff_id=other.account_id)


def test_whoever_helped_does_not_decide(worker):
    case = helped.show(holder(), "disabled", CONSENT, KNOWN, staff_id=worker.account_id)
    with pytest.raises(Refused, match="You helped them apply"):
        write(case, worker, "refused", "not_enough")
