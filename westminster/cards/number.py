"""The card number: WMN-7K3F-9Q2D-4XT, ten random symbols and one that checks them."""

import re

from ..core.ids import CROCKFORD, as_typed
from ..core.words import N_, Words

PREFIX = "WMN"
RANDOM_SYMBOLS = 10
NOT_A_NUMBER = N_("Enter the 11 letters and numbers that follow WMN on the card.")
MISTYPED = N_("Check the card number. One of its letters or numbers is not as it is on the card.")
_SEPARATORS = re.compile(r"[\W_]+")


def number(symbols: str) -> str:
    """The card number of ten Crockford symbols, as it is kept and printed."""
    whole = symbols + check_symbol(symbols)
    return f"{PREFIX}-{whole[:4]}-{whole[4:8]}-{whole[8:]}"


def check_symbol(symbols: str) -> str:
    """Luhn mod 32: finds every wrong symbol, and every swap of neighbours but that of 0 and Z.

    Source: ISO/IEC 7812-1, annex B, with 32 in place of 10.
    """
    total = 0
    for place, symbol in enumerate(reversed(symbols)):
        value = CROCKFORD.index(symbol) * (1 if place % 2 else 2)
        total += value // 32 + value % 32
    return CROCKFORD[-total % 32]


def why_not_a_number(text: str) -> Words | None:
    """What to do about `text` that cannot be a card number, or None. Says nothing about which cards there are."""
    symbols = _symbols(text)
    if len(symbols) != RANDOM_SYMBOLS + 1 or not set(symbols) <= set(CROCKFORD):
        return NOT_A_NUMBER
    return None if check_symbol(symbols[:-1]) == symbols[-1] else MISTYPED


def parse(text: str) -> str:
    """The number a person typed: any case, any groups, with or without WMN, O for 0, I and L for 1.

    Raises ValueError where `why_not_a_number` has something to say.
    """
    if why_not_a_number(text):
        raise ValueError("not a card number")
    return number(_symbols(text)[:-1])


def spoken(card_number: str) -> str:
    """For screen readers and the telephone: "W M N, 7 K 3 F, 9 Q 2 D, 4 X T"."""
    return ", ".join(" ".join(group) for group in card_number.split("-"))


def _symbols(text: str) -> str:
    symbols = _SEPARATORS.sub("", as_typed(text))
    return symbols.removeprefix(PREFIX) if len(symbols) > RANDOM_SYMBOLS + 1 else symbols
