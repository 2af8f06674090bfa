"""Card numbers, read and written by people."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from westminster.cards.number import MISTYPED, NOT_A_NUMBER, check_symbol, number, parse, spoken, why_not_a_number
from westminster.core.ids import CROCKFORD, new_symbols

NUMBER = number("7K3F9Q2D4X")
ten_symbols = st.text(CROCKFORD, min_size=10, max_size=10)


def test_a_number_has_its_prefix_three_groups_and_a_check_symbol():
    assert number("7K3F9Q2D4X") == "WMN-7K3F-9Q2D-4XY"


@pytest.mark.parametrize(
    ("symbols", "check"),
    [
        ("0000000000", "0"),
        ("0000000001", "Y"),  # doubled: 2, and 30 more make 32
        ("000000000G", "Z"),  # 16 doubled is 32, in base 32 "10", its digits add up to 1
        ("0000000010", "Z"),  # not doubled: 1
        ("ZZZZZZZZZZ", "A"),  # Z doubled is 62, "1Y", 31 again: ten times 31, and 10 more make 320
    ],
)
def test_the_check_symbol_is_that_of_luhn(symbols: str, check: str):
    assert check_symbol(symbols) == check


@given(ten_symbols)
def test_a_number_is_read_back_as_it_was_written(symbols: str):
    assert parse(number(symbols)) == number(symbols)


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda text: text.replace("-", ""),
        lambda text: text.replace("-", " "),
        lambda text: text.replace("-", " – "),
        lambda text: text.removeprefix("WMN-"),
        lambda text: f"  {text}. ",
        lambda text: text.replace("WMN-", "wmn: "),
    ],
)
def test_a_number_may_be_typed_in_any_case_and_groups(change):
    assert parse(change(NUMBER)) == NUMBER


def test_letters_that_look_like_digits_are_read_as_digits():
    assert parse(number("0011000011").replace("0", "O").replace("1", "l")) == number("0011000011")
    assert parse(number("1000000000").replace("1", "I", 1)) == number("1000000000")


def test_a_number_without_prefix_may_begin_with_the_letters_of_the_prefix():
    wmn = number("WMN0000000")
    assert parse(wmn.removeprefix("WMN-")) == wmn
    assert parse(wmn) == wmn


@given(ten_symbols, st.integers(0, 10), st.sampled_from(CROCKFORD))
def test_one_wrong_symbol_is_found(symbols: str, place: int, wrong: str):
    typed = list(number(symbols)[4:].replace("-", ""))
    assume(typed[place] != wrong)
    typed[place] = wrong
    assert why_not_a_number("".join(typed)) == MISTYPED


@given(ten_symbols, st.integers(0, 9))
def test_two_neighbours_swapped_are_found_but_for_0_and_z(symbols: str, place: int):
    typed = list(number(symbols)[4:].replace("-", ""))
    pair = {typed[place], typed[place + 1]}
    assume(len(pair) == 2)
    typed[place], typed[place + 1] = typed[place + 1], typed[place]
    assert (why_not_a_number("".join(typed)) is None) == (pair == {"0", "Z"})


@pytest.mark.parametrize(
    "text", ["", "WMN", "7K3F", NUMBER + "7", NUMBER[:-1], NUMBER.replace("7", "U"), "ä" * 11, "\0"]
)
def test_what_is_no_number_is_said_to_be_none(text: str):
    assert why_not_a_number(text) == NOT_A_NUMBER
    with pytest.raises(ValueError, match="not a card number"):
        parse(text)


@given(st.text(max_size=40))
def test_anything_typed_gets_an_answer(text: str):
    why_not_a_number(text)


def test_random_numbers_differ():
    assert len({number(new_symbols(10)) for _ in range(1000)}) == 1000


def test_a_number_can_be_read_aloud_symbol_by_symbol():
    assert spoken("WMN-7K3F-9Q2D-4XT") == "W M N, 7 K 3 F, 9 Q 2 D, 4 X T"
