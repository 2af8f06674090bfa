import pytest

from tests.browsing import Client
from tests.factories import make_account
from tests.places.test_service import HERE, bring_in


@pytest.fixture
def postcodes(db):
    bring_in(HERE / "postcodes.csv")
    bring_in(HERE / "neighbours.csv")


def answer(client: Client, *answers: str):
    """Start at the front of the check and give `answers` one after the other; the page that follows."""
    page = client.get_page("/check")
    for given in answers:
        page = client.post_form(page, {"answer": given})
    return page


def test_somebody_who_lives_here_sees_what_the_card_opens(client: Client):
    page = answer(client, "yes", "yes", "yes")
    assert page.h1 == "You can have the card"
    assert "Libraries" in page.main
    assert "City Save" in page.main
    assert "your Council Tax account number" in page.main


def test_under_sixteen_city_save_is_not_promised(client: Client):
    assert "City Save" not in answer(client, "yes", "no", "yes").main


def test_somebody_who_works_here_sees_that_a_person_looks(client: Client):
    page = answer(client, "no", "work", "yes")
    assert "A person looks, within 10 working days." in page.main
    assert "Council Tax" not in page.main


def test_not_for_them_is_a_page_with_what_to_do_and_no_error(client: Client):
    page = answer(client, "no", "neither", "yes")
    assert page.h1 == "The card is not for you yet"
    assert "Ask your own council" in page.main
    assert page.errors == {}


@pytest.mark.usefixtures("postcodes")
@pytest.mark.parametrize(
    ("postcode", "next_h1"),
    [
        ("nw88eu", "Are you 16 or over?"),
        ("W1T 4JA", "Do you work or study in Westminster?"),
        ("ZZ1 1ZZ", "Are you 16 or over?"),
    ],
)
def test_an_unsure_person_is_helped_by_the_postcode(client: Client, postcode: str, next_h1: str):
    assert answer(client, "unsure", postcode).h1 == next_h1


@pytest.mark.usefixtures("postcodes")
def test_somebody_next_door_reads_what_the_postcode_said(client: Client):
    assert "Your postcode is in another council’s area." in answer(client, "unsure", "W1T 4JA").main
    assert "another council" not in answer(client, "no").main


def test_with_no_postcodes_imported_the_check_says_that_it_cannot_tell(client: Client):
    page = answer(client, "unsure", "NW8 8EU", "yes", "no")
    assert "We cannot tell from your postcode" in page.main


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("live", "Select yes if you live in Westminster"),
        ("work", "Select if you work or study in Westminster"),
        ("age", "Select yes if you are 16 or over"),
        ("council-tax", "Select yes if you have a Council Tax account in your name"),
        ("postcode", "Enter your postcode"),
    ],
)
def test_a_question_left_out_is_asked_again(client: Client, slug: str, words: str):
    assert list(client.post_form(f"/check/{slug}", status=422).errors.values()) == [words]


def test_a_tampered_choice_is_no_choice(client: Client):
    page = client.post_form("/check/live", {"answer": "maybe"}, status=422)
    assert page.errors == {"answer": "Select yes if you live in Westminster"}


def test_the_postcode_that_was_typed_stays_on_the_page(client: Client):
    page = client.post_form("/check/postcode", {"answer": "NW8"}, status=422)
    assert page.errors == {"answer": "Enter a full UK postcode"}
    assert 'value="NW8"' in page.html


def test_answers_are_kept_when_somebody_goes_back(client: Client):
    answer(client, "yes", "no")
    assert 'value="no" checked' in client.get_page("/check/age").html


def test_the_result_asks_what_is_missing(client: Client):
    assert client.get_page("/check/result").h1 == "Do you live in Westminster?"


def test_a_question_that_is_none_is_not_found(client: Client):
    client.get_page("/check/horoscope", status=404)


def test_the_reason_for_the_card_is_not_asked_again(client: Client):
    link = answer(client, "no", "study", "yes").link("Sign in and apply")
    client.sign_in(make_account().id)
    client.post_form(link)
    assert 'value="studies_in_westminster" checked' in client.get_page("/apply/basis").html
