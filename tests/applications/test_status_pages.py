import pytest

from tests.applications.decided import decide
from tests.applications.papers import asked_to_show, upload
from tests.browsing import Client
from tests.factories import make_account, make_application, make_card, make_proof, make_resident
from westminster.applications.models import Application
from westminster.applications.service import begin, submit
from westminster.cards.models import Card


def sent(client: Client, **answers: str) -> Application:
    application = make_application(sent=True, **answers)
    client.sign_in(application.resident.account_id)
    return application


@pytest.fixture
def uploaded(client: Client) -> Application:
    """Somebody who sent a bill."""
    draft = asked_to_show(client)
    upload(client)
    client.post_form("/apply/check")
    return Application.get_by_id(draft.id)


def test_somebody_who_never_began_is_at_the_beginning(client: Client):
    client.sign_in(make_account().id)
    assert client.get_page("/apply/status").h1 == "Apply for your card"
    assert client.get_page("/card").url == "/apply"


def test_a_draft_says_until_when_it_is_kept(client: Client):
    client.sign_in(make_application().resident.account_id)
    page = client.get_page("/card")
    assert page.url == "/apply/status"
    assert "Your answers are saved until 18 December 2026." in page.main
    assert "reference" not in page.main
    assert client.get_page(page.link("Go on with it")).url == "/apply"


def test_while_a_person_looks_it_says_until_when(client: Client, uploaded: Application):
    page = client.get_page("/apply/status")
    for said in ("A person is looking", "You hear from us by 4 December 2026.", uploaded.reference, "bill.jpg"):
        assert said in page.main
    assert "You sent your application 10am, 20 November 2026" in page.main
    assert "Remove" not in page.main
    assert page.link("Read our messages to you") == "/messages"
    assert page.all("img")[0].get("alt") == "Page 1 of bill.jpg"


def test_who_shows_it_at_a_library_reads_what_to_bring(client: Client):
    application = sent(client)
    page = client.get_page("/apply/status")
    for said in ("Show us a paper at a library.", "by 4 December 2026", "Tenancy agreement", application.reference):
        assert said in page.main


def test_when_we_need_more_it_says_what_and_by_when(client: Client, uploaded: Application):
    decide(uploaded, "more_needed", "newer", own_words="The bill is from 2024.")
    page = client.get_page("/card")
    for said in ("We need more from you by 4 December 2026.", "A newer paper.", "The bill is from 2024.", "We asked"):
        assert said in page.main
    assert client.get_page(page.link("Send what we ask for")).url == "/apply/more"


def test_a_yes_leads_to_the_card(client: Client):
    resident = make_resident()
    make_proof(resident)
    submit(begin(resident), actor=f"resident:{resident.id}")
    client.sign_in(resident.account_id)
    page = client.get_page("/apply/status")
    assert "We said yes." in page.main
    assert page.link("Go to your card") == "/card"
    assert Card.get().status == "active"


def test_a_no_says_why_and_how_to_ask_again(client: Client, uploaded: Application):
    decide(uploaded, "refused", "too_old", own_words="We waited two weeks.")
    page = client.get_page("/card")
    for said in ("We could not say yes.", "too old", "We waited two weeks.", "by 18 December 2026", uploaded.reference):
        assert said in page.main
    assert "Take your application back" not in page.main
    assert client.post_form(page.link("apply again")).h1 == "Apply for your card"
    assert "You have not sent your application yet." in client.get_page("/apply/status").main


def test_an_old_confirmation_leads_to_where_it_stands(client: Client, uploaded: Application):
    assert client.get_page(f"/apply/sent/{uploaded.public_id}").h1 == "We have your application"
    decide(uploaded, "refused", "too_old")
    assert client.get_page(f"/apply/sent/{uploaded.public_id}").url == "/apply/status"


def test_with_a_card_there_is_the_card(client: Client):
    resident = make_resident()
    make_card(resident)
    client.sign_in(resident.account_id)
    assert client.get_page("/apply/status").h1 == "You have a card already"
