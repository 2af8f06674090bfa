import pytest

from tests.factories import make_account, make_resident
from westminster.core.errors import NotFound
from westminster.messages.rules import Contact
from westminster.residents import service
from westminster.residents.contacts import parse_email, parse_mobile
from westminster.residents.models import Resident


@pytest.mark.parametrize(
    "typed", ["07700 900142", "07700-900-142", "+44 7700 900142", "(0044) 7700900142", "07700900142"]
)
def test_a_uk_mobile_may_be_typed_in_any_way(typed):
    assert parse_mobile(typed) == "+447700900142"


def test_a_mobile_of_another_country_is_kept_with_its_country():
    assert parse_mobile("+48 512 345 678") == "+48512345678"


@pytest.mark.parametrize("typed", ["", "hello", "020 7946 0123", "123", "07700 9001", "0" * 500, "+", "\u0660\u0667"])
def test_what_cannot_get_a_text_is_no_mobile(typed):
    with pytest.raises(ValueError):
        parse_mobile(typed)


@pytest.mark.parametrize("typed", ["amina@example.com", " amina@EXAMPLE.com "])
def test_an_address_keeps_its_name_and_lowers_its_domain(typed):
    assert parse_email(typed) == "amina@example.com"


@pytest.mark.parametrize(
    "typed", ["", "amina", "amina@", "@example.com", "a@b@c", "a b@example.com", "x" * 300 + "@a.com"]
)
def test_what_cannot_be_an_address_is_refused(typed):
    with pytest.raises(ValueError):
        parse_email(typed)


@pytest.mark.parametrize(
    ("columns", "reached"),
    [
        ({"channel": "email"}, Contact("email", "a@example.com", "en")),
        ({"channel": "text"}, Contact("text", "+447700900142", "en")),
        ({"channel": "letter"}, Contact("letter", "Amina Rahman\n12 Lisson Street\nNW8 8EU", "en")),
        ({"channel": "letter", "safe_to_write": False}, Contact("email", "a@example.com", "en")),
        ({"channel": "text", "mobile": ""}, Contact("email", "a@example.com", "en")),
        ({"email": "", "mobile": "", "safe_to_write": False}, None),
    ],
)
def test_people_are_reached_their_way_and_never_by_a_letter_that_is_not_safe(columns, reached):
    """In English, as long as there are no words in the language that they chose."""
    usual = {"email": "a@example.com", "mobile": "+447700900142", "language": "ar"}
    assert service.contact(make_resident(**(usual | columns))) == reached


def test_signing_in_for_the_first_time_makes_one_resident():
    account = make_account()
    assert service.for_account(account.id) == service.for_account(account.id)
    assert Resident.select().count() == 1


def test_people_are_found_by_what_they_typed():
    resident = make_resident(email="amina@example.com", mobile="+447700900142")
    make_resident(email="other@example.com", mobile="")
    for typed in ("AMINA@example.com", "07700 900142"):
        assert service.reached_by(typed) == [resident]
    for typed in ("", "nobody@example.com", "nonsense"):
        assert service.reached_by(typed) == []


def test_an_unknown_id_is_not_found():
    with pytest.raises(NotFound):
        service.find_public("no such id")
