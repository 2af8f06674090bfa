"""Whether two records may be of one person, and why. Staff look; nothing is ever joined by this."""

from dataclasses import dataclass
from datetime import date

from ..core.words import N_, Words
from ..residents.name_rules import words_of
from .compare_rules import Likeness, compare_names

_CODES = {
    letter: code for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters
}
_LONG = 4


@dataclass(frozen=True)
class Who:
    full_name: str
    surname: str
    born_on: date | None
    postcode: str


def why_alike(one: Who, other: Who) -> tuple[Words, ...]:
    """What speaks for one person; nothing where the birth dates or the names are too far apart.

    A birth date with day and month turned round counts only at the same postcode, and so does a surname alone.
    """
    at_home = bool(one.postcode) and one.postcode == other.postcode
    born, name = _born(one.born_on, other.born_on), _name(one, other, at_home=at_home)
    if born is None or name is None or (not at_home and one.born_on != other.born_on):
        return ()
    return name, born, N_("at the same postcode") if at_home else N_("at another postcode")


def turned(born_on: date | None) -> date | None:
    """The date with day and month exchanged; None where there is no such day or it is the same."""
    if born_on is None or born_on.day == born_on.month or born_on.day > 12:  # months
        return None
    return born_on.replace(month=born_on.day, day=born_on.month)


def sound(word: str) -> str:
    """The Soundex code, for Latin letters; another word is its own sound.

    Source: U.S. National Archives, The Soundex Indexing System, of R. C. Russell's patent 1,261,167 (1918).
    """
    if not (word.isascii() and word.isalpha()):
        return word
    codes, last = [], _CODES.get(word[0])
    for letter in word[1:]:
        code = _CODES.get(letter)
        if code and code != last:
            codes.append(str(code))
        if letter not in "hw":
            last = code
    return (word[0] + "".join(codes))[:_LONG].ljust(_LONG, "0")


def _born(one: date | None, other: date | None) -> Words | None:
    if one is None or other is None:
        return None
    if one == other:
        return N_("born on the same day")
    return N_("day and month of birth turned round") if turned(one) == other else None


def _name(one: Who, other: Who, *, at_home: bool) -> Words | None:
    ours, theirs = words_of(one.full_name), words_of(other.full_name)
    if ours == theirs:
        return N_("the same name")
    like = compare_names(one.full_name, other.full_name)
    if like is Likeness.SAME:
        return N_("the same name, turned round") if sorted(ours) == sorted(theirs) else N_("the same name")
    if like is Likeness.NEARLY:
        return N_("nearly the same name")
    if sorted(map(sound, ours)) == sorted(map(sound, theirs)):
        return N_("a name that sounds alike")
    near = at_home and compare_names(one.surname, other.surname) is not Likeness.DIFFERENT
    return N_("nearly the same surname") if near else None
