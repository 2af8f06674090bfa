from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westminster.core import clock, ids
from westminster.core.settings import Settings, SettingsError
from westminster.core.words import N_, translate

PRODUCTION = {"SECRET_KEY": "k" * 32, "BASE_URL": "https://card.example"}


def test_the_business_date_is_londons():
    with clock.frozen(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 2)


@given(st.binary(max_size=200))
def test_base32_comes_back_in_either_case(data):
    assert ids.from_base32(ids.base32(data)) == ids.from_base32(ids.base32(data).lower()) == data


@given(st.text("AaZz27=018_- \n٣ſ", max_size=12))
def test_base32_is_read_only_as_it_is_written(text):
    try:
        data = ids.from_base32(text)
    except ValueError:
        return
    assert ids.base32(data) == text.upper()


@pytest.mark.parametrize("typed", ["7K3F-9Q2D", "7k3f 9q2d", " 7K3F9Q2D "])
def test_a_reference_may_be_typed_in_any_way(typed):
    assert ids.as_typed(typed) == "7K3F9Q2D"


def test_letters_that_look_like_digits_are_digits():
    assert ids.as_typed("oil") == "011"


def test_words_are_put_together_after_translation():
    inner = N_("Libraries")
    assert translate(N_("Yes, for %(service)s", service=inner), "en") == "Yes, for Libraries"


def test_a_language_without_catalogue_reads_english():
    assert translate(N_("Yes"), "cy") == "Yes"


def test_production_is_the_mode_when_none_is_set():
    assert not Settings.from_environ(PRODUCTION).demo


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"BASE_URL": ""}, "BASE_URL"),
        ({"BASE_URL": "http://card.example"}, "BASE_URL"),
        ({"BASE_URL": "card.example"}, "BASE_URL"),
        ({"PORT": "eighty"}, "PORT"),
        ({"PORT": "²"}, "PORT"),
        ({"WESTMINSTER_MODE": "debug"}, "WESTMINSTER_MODE"),
        ({"RESIDENT_OIDC_ISSUER": "https://id.example"}, "RESIDENT_OIDC_CLIENT_ID"),
    ],
)
def test_production_refuses_to_start_and_names_the_setting(change, names):
    with pytest.raises(SettingsError, match=names):
        Settings.from_environ(PRODUCTION | change)
