from datetime import date

import pytest

from westminster.demo.by_email import BY_EMAIL
from westminster.demo.cast import CAST, find
from westminster.demo.personas import Proving
from westminster.demo.surroundings import environments


@pytest.mark.parametrize(
    ("today", "born_on"),
    [
        (date(2026, 11, 20), date(2011, 5, 1)),
        (date(2026, 6, 1), date(2010, 12, 1)),
        (date(2027, 5, 31), date(2011, 11, 1)),
    ],
)
def test_who_has_an_age_keeps_it_whenever_the_demo_runs(today, born_on):
    assert find("grace-adeyemi").birth_date(today) == born_on


def test_a_birth_date_that_is_known_stays():
    assert {find("derek-okafor-lane").birth_date(date(year, 1, 1)) for year in (2026, 2040)} == {date(1948, 6, 3)}


def test_nobody_is_real_and_nobody_is_twice():
    everybody = (*CAST, *BY_EMAIL)
    assert len({person.subject for person in everybody}) == len(everybody)
    for person in everybody:
        assert person.email is None or person.email.endswith("@example.com")
        assert person.phone is None or person.phone.startswith(("07700 900", "020 7946 0"))
        assert person.phone is None or person.phone[-3:] not in ("000", "002", "003", "111", "222")


def test_the_provider_does_not_know_who_signs_in_with_an_email_address():
    assert not [person for person in BY_EMAIL if find(person.slug)]
    assert all(person.email for person in BY_EMAIL)


def test_the_longest_name_has_seventy_characters():
    assert max(len(person.name) for person in CAST) == 70


def test_who_has_one_name_claims_no_other():
    claims = find("wulandari").claims(date(2026, 11, 20))["profile"]
    assert claims["name"] == claims["family_name"] == "Wulandari"
    assert "given_name" not in claims


def test_everybody_is_told_where_the_stand_ins_are():
    around, inside = environments({"PORT": "9000"}, {"SECRET_KEY": "kept"}, "http://127.0.0.1:1")
    assert around == inside
    assert (inside["WESTMINSTER_MODE"], inside["PORT"], inside["SECRET_KEY"]) == ("demo", "9000", "kept")
    assert inside["NOTIFY_URL"] == "http://127.0.0.1:1"


def test_a_real_system_takes_the_place_of_its_stand_in():
    given = {"NOTIFY_API_KEY": "real", "SECRET_KEY": "given", "GOOGLE_WALLET_URL": ""}
    around, inside = environments(given, {"NOTIFY_API_KEY": "kept", "SECRET_KEY": "kept"}, "http://127.0.0.1:1")
    assert (inside["NOTIFY_API_KEY"], inside["SECRET_KEY"]) == ("real", "given")
    assert "NOTIFY_URL" not in inside
    assert inside["GOOGLE_WALLET_URL"].startswith("http://127.0.0.1:1")
    assert around["NOTIFY_API_KEY"] == "kept"


@pytest.mark.parametrize("proving", Proving)
def test_somebody_shows_each_outcome_of_proving_who_they_are(proving):
    assert any(persona.proving is proving for persona in CAST)


def test_somebody_moved_away_has_another_name_has_no_e_mail_or_works_here():
    for slug, has in (("ravi-shah", "moved_to"), ("leila-haddad", "family_before")):
        assert getattr(find(slug), has)
    assert find("joseph-bello").email is None
    assert "works for the council" in find("hana-clarke").about.text
