"""Which passwords are good enough, and who counts as the same person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westminster.accounts.staff_rules import is_easy_to_guess, is_same_person, why_not_password
from westminster.accounts.staff_secrets import common_passwords

KNOWN = common_passwords()
OWN = "Hana Clarke hana.clarke@example.com"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "Password must be 12 characters or more"),
        ("lamp orchid", "Password must be 12 characters or more"),
        ("lamp orchids", None),
        ("x1" * 3 + "lamporchidgravel" * 8, "Password must be 128 characters or fewer"),
        ("lamp orchid gravel tuba", None),
        ("лампа орхидея гравий", None),
        ("👍🐘🎻🚲🌵🧦🍋🪁🛶🎲🧭🪵", None),
    ],
)
def test_a_password_is_long_and_of_any_characters(password: str, said: str | None):
    words = why_not_password(password, KNOWN, OWN)
    assert (words and str(words)) == said


def test_a_password_of_128_characters_is_not_too_long():
    password = "lamp orchid gravel tuba " * 6
    assert why_not_password(password[:128], KNOWN, OWN) is None
    assert why_not_password(password[:129], KNOWN, OWN) is not None


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2026!",
        "P@ssw0rd!!!!",
        "passwordpassword",
        "SunshineDragon7",
        "sunshine-dragon",
        "L1verp00l2026",
        "westminster1",
        "MyWestminster!",
        "123456789012",
        "210987654321",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "            ",
        "abcabcabcabc",
        "1qaz2wsx3edc",
        "qwertyuiop12",
        "HanaClarke2026",
        "hana.clarke@example.com",
        "correct horse battery staple",
    ],
)
def test_what_anybody_would_try_first_is_refused(password: str):
    assert why_not_password(password, KNOWN, OWN) is not None


@pytest.mark.parametrize(
    "password",
    ["sunshine dragon tuba", "839201748362", "clarke mends a kettle", "tq7#fkz!wp2m", "horse lamp staple dew"],
)
def test_what_is_not_known_is_good_enough(password: str):
    assert why_not_password(password, KNOWN, OWN) is None


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(password: str):
    assert isinstance(is_easy_to_guess(password, KNOWN), bool)


def test_the_list_is_in_lower_case_and_has_no_empty_line():
    assert all(word and word == word.casefold().strip() for word in KNOWN)
    assert len(KNOWN) > 400


@pytest.mark.parametrize(
    ("name", "emails", "same"),
    [
        ("Somebody Else", ["hana.clarke@example.com"], True),
        ("Somebody Else", ["HANA.Clarke@Example.com"], True),
        ("Somebody Else", ["other@example.com"], False),
        ("Hana Clarke", [], True),
        ("hana CLARKE", [], True),
        ("Clarke Hana", [], True),
        ("Hána  Clarke", [], True),
        ("Hana Jane Clarke", [], True),
        ("Hana-Jane Clarke", [], True),
        ("Hana", [], False),
        ("Clarke", [], False),
        ("Hana Clark", [], False),
        ("", [], False),
    ],
)
def test_who_is_the_same_person(name: str, emails: list[str], same: bool):
    assert is_same_person("Hana Clarke", "hana.clarke@example.com", name, emails) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siobhán O’Neill-Brontë", "Siobhan ONeill Bronte"),
        ("Wulandari", "wulandari"),
        ("Tomasz Zieliński", "Zielinski Tomasz"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one: str, other: str):
    assert is_same_person(one, "a@example.com", other, [])
    assert is_same_person(other, "a@example.com", one, [])
