"""Whether what a person says and what was seen are the same, nearly or not at all."""

import re
from difflib import SequenceMatcher
from enum import Enum

from ..residents.name_rules import words_of

TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lord", "lady", "rev"}
CLOSE = 0.8  # how much of two words must agree for one of them to be a slip of the other
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)


class Likeness(Enum):
    SAME = "same"
    NEARLY = "nearly"
    DIFFERENT = "different"


def compare_names(said: str, seen: str) -> Likeness:
    """The same whatever order, case, accents and titles; nearly with initials, a name left out or a slip of a letter."""
    ours, theirs = _name_words(said), _name_words(seen)
    if sorted(ours) == sorted(theirs) or "".join(ours) == "".join(theirs):
        return Likeness.SAME
    shorter, longer = sorted((ours, theirs), key=len)
    return Likeness.NEARLY if shorter and _each_has_a_match(shorter, longer) else Likeness.DIFFERENT


def compare_addresses(said: str, seen: str) -> Likeness:
    """The same if one only leaves out a part of the other and the postcode is there; nearly if half of it agrees."""
    ours, theirs = _address_words(said), _address_words(seen)
    postcodes = _postcodes(said), _postcodes(seen)
    together = bool(postcodes[0] & postcodes[1])
    if ours == theirs or (together and (ours <= theirs or theirs <= ours)):
        return Likeness.SAME
    apart = bool(postcodes[0] and postcodes[1]) and not together
    shared = len(ours & theirs)
    half = shared > 0 and shared * 2 >= min(len(ours), len(theirs))
    return Likeness.NEARLY if half and not apart else Likeness.DIFFERENT


def _each_has_a_match(shorter: list[str], longer: list[str]) -> bool:
    """Whether every word has one of its own on the other side, and not all by initials alone."""
    left, whole = list(longer), False
    for word in shorter:
        match = next((other for other in left if _alike(word, other)), None)
        if match is None:
            return False
        left.remove(match)
        whole = whole or min(len(word), len(match)) > 1
    return whole


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return one == other or SequenceMatcher(None, one, other).ratio() >= CLOSE


def _name_words(name: str) -> list[str]:
    words = words_of(name)
    return [word for word in words if word not in TITLES] or words


def _address_words(address: str) -> set[str]:
    return set(words_of(_POSTCODE.sub(lambda m: f" {m[1]}{m[2]} ", address)))


def _postcodes(address: str) -> set[str]:
    return {f"{m[1]}{m[2]}".upper() for m in _POSTCODE.finditer(address)}
