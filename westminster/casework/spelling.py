"""What somebody may have meant: a word of a name, a postcode or a number, near to one that we know."""

import re
from collections.abc import Iterator
from string import ascii_uppercase, digits

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..cards import number
from ..core.ids import parse_reference
from ..places.rules import parse_postcode
from ..residents.finding import known_words
from ..residents.models import Resident

NEAR = 0.7  # how much of a word must be right: one slip in four letters, two in seven
MOST = 5
_FURTHER = 2  # letters too many or too few
_AS_DIGIT = str.maketrans("OQDILZSB", "00011258")
_AS_LETTER = str.maketrans("01258", "OIZSB")


def near(word: str) -> list[str]:
    """Up to MOST words of people's names, the nearest first; of equally near ones, the first of the alphabet.

    Only words that begin with one of its first two letters are compared, or with what sounds like the first: where
    people slip, and few enough of the vocabulary to ask for.
    """
    if len(word) < _FURTHER:
        return []
    lengths = range(len(word) - _FURTHER, len(word) + _FURTHER + 1)
    words = known_words({*word[:2], *_SOUNDS.get(word[0], "")}, lengths)
    found = process.extract(word, words, scorer=OSA.normalized_similarity, score_cutoff=NEAR, limit=None)
    ranked = sorted(found, key=lambda one: (-one[1], one[0]))
    return [other for other, _, _ in ranked[:MOST] if other != word]


def postcodes(text: str) -> Iterator[str]:
    """What `text` may be as a postcode: as it is or misread (O for 0), then those with one slip that people live in."""
    signs = re.sub(r"[\W_]", "", text).upper()
    if not (4 < len(signs) < 9 and any(c.isdigit() for c in signs)):  # W1A 1AA, SW1A 1AA and one sign
        return
    read = _read(signs)
    if read:
        yield read
    near_it = {code for slip in _slips(signs) if (code := parse_postcode(slip))} - {read}
    lived_in = Resident.select(Resident.postcode).where(Resident.postcode.in_(sorted(near_it))).distinct()
    yield from sorted(home.postcode for home in lived_in)


def numbers(text: str) -> tuple[list[str], list[str]]:
    """References of applications, and numbers of cards, that are one slip away from `text`.

    Only with a digit in it, as names have none; of cards only what the check symbol allows.
    """
    signs = re.sub(r"[\W_]", "", text).upper().removeprefix("APP").removeprefix(number.PREFIX)
    if not (7 < len(signs) < 13 and any(c.isdigit() for c in signs)):  # 8 to 11 signs, and one too many
        return [], []
    slips = set(_slips(signs))
    references = {reference for slip in slips if (reference := parse_reference("APP", slip))}
    cards = {number.parse(slip) for slip in slips if number.why_not_a_number(slip) is None}
    return sorted(references), sorted(cards)


def _read(signs: str) -> str | None:
    out, inner = signs[:-3], signs[-3:]
    out = out[0].translate(_AS_LETTER) + out[1:]
    return parse_postcode(out + inner[0].translate(_AS_DIGIT) + inner[1:].translate(_AS_LETTER))


def _slips(signs: str) -> Iterator[str]:
    """One sign wrong, one too many, two neighbours turned round."""
    for place, old in enumerate(signs):
        before, after = signs[:place], signs[place + 1 :]
        yield before + after
        yield before + after[:1] + old + after[1:]
        for new in ascii_uppercase + digits:
            yield before + new + after


_ALIKE = ("ckqx", "fpv", "gj", "iyej", "sczx", "vw", "aeo", "ou")
_SOUNDS = {letter: "".join(group for group in _ALIKE if letter in group) for letter in set("".join(_ALIKE))}
