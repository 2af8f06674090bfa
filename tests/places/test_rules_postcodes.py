import pytest
from hypothesis import given
from hypothesis import strategies as st

from westminster.places.rules import Place, parse_postcode, said
from westminster.places.wards import WARDS, WESTMINSTER


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("NW8 8EU", "NW8 8EU"),
        ("nw88eu", "NW8 8EU"),
        ("  n w 8 8 e u ", "NW8 8EU"),
        ("NW8-8EU.", "NW8 8EU"),
        ("sw1a\t1aa", "SW1A 1AA"),
        ("W1\u00a01AA", "W1 1AA"),
        ("M1 1AE", "M1 1AE"),
        ("", None),
        ("NW8", None),
        ("NW8 8E", None),
        ("NW8 8EUU", None),
        ("8NW 8EU", None),
        ("NW8 8CU", None),  # C is never in the last two
        ("NW٨ ٨EU", None),  # digits, but not those
        ("90210", None),
    ],
)
def test_a_postcode_is_read_as_people_type_it(typed, known):
    assert parse_postcode(typed) == known


@given(st.text(max_size=60))
def test_no_text_is_a_surprise_and_a_known_postcode_stays_itself(text):
    known = parse_postcode(text)
    assert known is None or parse_postcode(known) == known


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            Place("NW8 8EU", WESTMINSTER, "Westminster", "E05013794"),
            "NW8 8EU is in Westminster, in Church Street ward.",
        ),
        (Place("NW8 8EU", WESTMINSTER, "Westminster"), "NW8 8EU is in Westminster."),
        (Place("NW1 2EX", "E09000007", "Camden"), "NW1 2EX is in Camden."),
        (Place("NW1 2EX"), "We cannot tell from the postcode NW1 2EX where it is."),
    ],
)
def test_what_a_postcode_says(place, words):
    assert str(said(place)) == words


def test_there_are_eighteen_wards():
    assert len(set(WARDS.values())) == 18
