from datetime import date

import pytest

from tests.browsing import Client
from tests.factories import make_account, make_application, make_card, make_proof, make_resident
from tests.page import Page
from tests.places.test_service import HERE, bring_in
from westminster.applications.models import Application
from westminster.applications.service import begin, submit
from westminster.cards.models import Card
from westminster.cards.service import for_resident, stop
from westminster.sources.models import CouncilTaxCheck

CLAIMS = {
    "given_name": "Amina",
    "family_name": "Rahman",
    "birth_date": date(1992, 2, 11),
    "email": "amina.rahman@example.com",
    "address": {"postal_code": "NW8 9AY", "street_address": "14 Lamplighter House", "locality": "London"},
}
ANSWERS = [
    ("Your name and date of birth", {}, {}),
    ("How we reach you", {"safe_to_write": "yes"}, {}),
    ("Language and help you need", {"language": "ar"}, {"access_needs": ["large_print"]}),
    ("Where you live", {"basis": "lives_in_westminster"}, {}, {}),
]


@pytest.fixture
def amina(client: Client) -> Client:
    client.sign_in(make_account(**CLAIMS).id)
    return client


@pytest.fixture
def applicant(client: Client) -> Client:
    client.sign_in(make_application().resident.account_id)
    return client


def fill_in(client: Client) -> Page:
    """Begin, and answer each part like Amina; the list of parts, with how she shows it left to do."""
    page = client.post_form("/apply")
    for part, *pages in ANSWERS:
        page = client.get_page(page.link(part))
        for answers in pages:
            page = client.post_form(page, answers)
    return page


@pytest.mark.usefixtures("council_tax")
def test_from_the_first_page_to_a_card_at_once(amina: Client):
    bring_in(HERE / "postcodes.csv")
    page = fill_in(amina)
    assert "4 of 5 parts done." in page.main
    page = amina.get_page(page.link("How you show it"))
    assert "We look for Amina Rahman at NW8 9AY." in page.main
    page = amina.post_form(page, {"account_number": "ct 1000-0014"}, button="Look for me")
    assert "We found your Council Tax account. You have nothing to upload." in page.main
    page = amina.get_page(page.link("Continue"))
    assert "5 of 5 parts done." in page.main
    page = amina.get_page(page.link("Check your answers"))
    for said in ("Amina Rahman", "11 February 1992", "Arabic", "Large print", "Council Tax account ending 014"):
        assert said in page.main
    assert "Your card opens at once: Libraries, City Save." in page.main
    page = amina.post_form(page)
    assert page.h1 == "Your card is ready"
    assert Application.get().reference in page.main
    assert amina.get_page(page.url).h1 == "Your card is ready"
    assert Card.get().valid_until == date(2027, 11, 19)


def test_without_an_account_a_person_looks(amina: Client):
    page = fill_in(amina)
    page = amina.get_page(page.link("How you show it"))
    page = amina.post_form(page.link("I will show it at a library"))
    assert page.h1 == "Check your answers"
    page = amina.post_form(page)
    assert page.h1 == "We have your application"
    assert "Go to any library in Westminster by 4 December 2026 and say your reference." in page.main
    assert amina.get_page("/apply").url == "/apply/status"


def test_an_old_page_does_not_say_that_a_stopped_card_works(client: Client):
    resident = make_resident()
    make_proof(resident)
    sent = submit(begin(resident), actor=f"resident:{resident.id}")
    client.sign_in(resident.account_id)
    assert client.get_page(f"/apply/sent/{sent.public_id}").h1 == "Your card is ready"
    stop(for_resident(resident.id), "lost", actor="staff:1")
    assert client.get_page(f"/apply/sent/{sent.public_id}").h1 == "We said yes to your application"


@pytest.mark.usefixtures("council_tax")
def test_no_match_never_says_which_part_failed_and_five_tries_are_all(amina: Client):
    fill_in(amina)
    for number in ("CT-10000022", "CT-99999999", "4444", "CT-10000105"):
        page = amina.post_form("/apply/show", {"account_number": number}, button="Look for me", status=422)
        assert page.errors == {
            "account_number": "We could not match this. Check the number and try again, or show it another way."
        }
        assert page.main.index("left.") < page.main.index("Look for me")
    assert "1 try is left." in page.main
    page = amina.post_form("/apply/show", {"account_number": "5555"}, button="Look for me", status=422)
    assert "Show it another way: a person looks." in page.main
    page = amina.get_page("/apply/show")
    assert "We could not match you in 5 tries" in page.main
    assert page.link("Send a photo or PDF") == "/apply/evidence"
    assert CouncilTaxCheck.select().count() == 5


@pytest.mark.usefixtures("council_tax")
@pytest.mark.parametrize("number", ["12", "1" * 31])
def test_a_number_that_no_account_has_costs_no_try(amina: Client, number: str):
    fill_in(amina)
    page = amina.post_form("/apply/show", {"account_number": number}, button="Look for me", status=422)
    assert page.errors == {"account_number": "Council Tax account number must have 4 to 30 letters and numbers"}
    assert not CouncilTaxCheck.select().exists()


@pytest.mark.usefixtures("council_tax")
def test_how_new_the_list_is_is_said_and_that_no_try_is_spent_is_not(amina: Client):
    fill_in(amina)
    page = amina.get_page("/apply/show")
    assert "The list is of 20 November 2026." in page.main
    assert "left." not in page.main


def test_when_the_records_do_not_answer_one_can_go_on(amina: Client):
    fill_in(amina)
    page = amina.post_form("/apply/show", {"account_number": "CT-10000014"}, button="Look for me", status=422)
    assert "We cannot look in the Council Tax list now." in page.main
    assert 'value="CT-10000014"' in page.html
    assert amina.post_form(page.link("I will show it at a library")).url == "/apply/check"


@pytest.mark.parametrize(
    ("postcode", "said"),
    [
        ("NW8 8EU", "NW8 8EU is in Westminster, in Church Street ward."),
        ("w1t4ja", "W1T 4JA is in Camden. That is not a problem."),
        ("ZZ1 1ZZ", "We cannot tell from the postcode ZZ1 1ZZ where it is. That is not a problem."),
    ],
)
def test_a_postcode_says_where_it_is_and_refuses_nobody(amina: Client, postcode: str, said: str):
    bring_in(HERE / "postcodes.csv")
    bring_in(HERE / "neighbours.csv")
    amina.post_form("/apply")
    page = amina.post_form("/apply/postcode", {"postcode": postcode})
    assert page.h1 == "What is your address?"
    assert said in page.main


def test_no_fixed_address_is_an_answer(amina: Client):
    amina.post_form("/apply")
    page = amina.post_form("/apply/postcode", {"postcode": "", "no_postcode": "y"})
    assert "Tell us where you stay now" in page.main


def test_letters_are_not_offered_to_somebody_for_whom_they_are_not_safe(amina: Client):
    amina.post_form("/apply")
    page = amina.post_form("/apply/letters", {"safe_to_write": "no"})
    assert "Text message" in page.main
    assert "Letter" not in page.main
    page = amina.post_form(page, {"channel": "letter"}, status=422)
    assert page.errors == {"channel": "Select how we should reach you"}


def test_who_works_here_is_asked_where(amina: Client):
    amina.post_form("/apply")
    page = amina.post_form("/apply/basis", {"basis": "works_in_westminster"})
    assert page.h1 == "Where do you work or study?"


def test_a_change_comes_back_to_the_check_page(applicant: Client):
    page = applicant.get_page("/apply/check")
    page = applicant.post_form(page.link("Change your name"), {"first_name": "Mina"})
    assert (page.url, page.h1) == ("/apply/check", "Check your answers")
    assert "Mina Rahman" in page.main


def test_a_change_that_opens_a_question_asks_it_before_it_comes_back(applicant: Client):
    page = applicant.get_page("/apply/check")
    page = applicant.post_form(page.link("Change if you live, work or study here"), {"basis": "works_in_westminster"})
    assert page.h1 == "Where do you work or study?"
    page = applicant.post_form(page, {"place_name": "Lantern Gallery", "place_postcode": "SW1A 1AA"})
    assert page.h1 == "Apply for your card"  # how they show it is to do again
    page = applicant.get_page(page.link("How you show it"))
    page = applicant.post_form(page.link("I will show it at a library"))
    assert "Lantern Gallery" in page.main


def test_nobody_sends_what_is_not_complete(amina: Client):
    amina.post_form("/apply")
    assert amina.get_page("/apply/check").url == "/apply"


def test_the_last_page_sent_again_or_from_a_second_tab_leads_to_the_same_end(applicant: Client):
    tab = applicant.get_page("/apply/check")
    first, second = applicant.post_form(tab), applicant.post_form(tab)
    assert first.url == second.url
    assert Application.select().count() == 1


def test_back_after_sending_leads_to_where_it_stands(applicant: Client):
    old = applicant.get_page("/apply/name")
    applicant.post_form("/apply/check")
    assert applicant.post_form(old, {"last_name": "Ali"}).url == "/apply/status"
    assert applicant.get_page("/apply/name").url == "/apply/status"
    assert applicant.get_page("/apply/check").url == "/apply/status"


def test_begun_in_two_tabs_it_is_one(amina: Client):
    tab = amina.get_page("/apply")
    amina.post_form(tab)
    assert amina.post_form(tab).h1 == "Apply for your card"
    assert Application.select().count() == 1


def test_somebody_with_a_card_is_told(client: Client):
    resident = make_resident()
    make_card(resident)
    client.sign_in(resident.account_id)
    page = client.get_page("/apply")
    assert page.h1 == "You have a card already"
    assert page.link("Go to your card") == "/card"


def test_an_application_of_somebody_else_is_not_found(client: Client):
    theirs = make_application(sent=True)
    client.sign_in(make_account().id)
    for public_id in (theirs.public_id, "nobody", "%00", "x" * 500):
        assert client.get(f"/apply/sent/{public_id}").status_code in {400, 404}


def test_a_page_that_was_open_too_long_keeps_its_answers(amina: Client):
    amina.post_form("/apply")
    page = amina.post_form("/apply/name", {"last_name": "Ali", "csrf_token": "stale"}, status=400)
    assert 'value="Ali"' in page.html
    assert "open for too long" in page.main
    assert "last_name" not in Application.get().answers


REFUSED = [
    ("name", {"last_name": " "}, "Enter your last name"),
    ("name", {"last_name": "x" * 101}, "Last name must be 100 characters or fewer"),
    ("name", {"last_name": "A\0li"}, "Take out the characters that cannot be shown."),
    ("birth-date", {"born_on-day": ""}, "Date of birth must include a day"),
    ("birth-date", {"born_on-year": "2027"}, "Date of birth must be in the past"),
    ("birth-date", {"born_on-year": "1800"}, "Date of birth must be less than 130 years ago"),
    ("contact", {"channel": "email", "email": ""}, "Enter your email address"),
    ("contact", {"email": "amina@"}, "Enter an email address in the correct format, like name@example.com"),
    ("contact", {"channel": "text", "mobile": ""}, "Enter your mobile number"),
    ("contact", {"mobile": "020 7946 0123"}, "Enter a UK mobile number, like 07700 900 982"),
    ("contact", {"channel": "pigeon"}, "Select how we should reach you"),
    ("language", {"language": "tlh"}, "Select the language you like best"),
    ("help", {"access_needs": ["a_pony"]}, "Select help from the list"),
    ("help", {"access_other": "x" * 201}, "Anything else must be 200 characters or fewer"),
    ("basis", {"basis": "owns_a_dog"}, "Select if you live, work or study in Westminster"),
    ("place", {"place_name": "A café", "place_postcode": "W1"}, "Enter a full UK postcode"),
    ("postcode", {"postcode": "90210"}, "Enter a full UK postcode"),
    ("address", {"line_1": ""}, "Enter the first line of your address"),
]


@pytest.mark.parametrize(("slug", "answers", "words"), REFUSED)
def test_what_cannot_be_is_refused_in_words(amina: Client, slug: str, answers: dict, words: str):
    amina.post_form("/apply")
    page = amina.post_form(f"/apply/{slug}", answers, status=422)
    assert words in page.errors.values()


@pytest.mark.parametrize("typed", ["07700 900142", "+44 (0)7700 900-142", "0044 7700900142", "٠٧٧٠٠٩٠٠١٤٢"])
def test_a_mobile_number_is_read_as_people_type_it(amina: Client, typed: str):
    amina.post_form("/apply")
    amina.post_form("/apply/contact", {"channel": "text", "mobile": typed})
    assert Application.get().answers["mobile"] == "+447700900142"
    assert 'value="07700 900142"' in amina.get_page("/apply/contact").html
