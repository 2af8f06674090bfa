"""Which password is good enough, and who counts as the same person."""

import unicodedata
from collections.abc import Collection
from itertools import pairwise

from ..core.words import N_, Words

MIN_PASSWORD, MAX_PASSWORD = 12, 128
_SHORTEST_WORD = 3
_LONGEST_REPEAT = 4
_READ_AS = str.maketrans("@4831!05$7", "aabeiiosst")


def why_not_password(password: str, known: frozenset[str], own: str) -> Words | None:
    """Why `password` must not be used, or None: long enough and not easy to guess, of any characters.

    `known` are common words and passwords in lower case, `own` the person's name and email address.
    Source: NIST SP 800-63B-4, 3.1.1.2.
    """
    if len(password) < MIN_PASSWORD:
        return N_("Password must be %(least)s characters or more", least=MIN_PASSWORD)
    if len(password) > MAX_PASSWORD:
        return N_("Password must be %(most)s characters or fewer", most=MAX_PASSWORD)
    if is_easy_to_guess(password, known | own_words(own)):
        return N_("This password is easy to guess. Try four words that have nothing to do with each other")
    return None


def is_easy_to_guess(password: str, known: frozenset[str]) -> bool:
    """Whether it is one or two of `known` with digits and signs about them, a run ("123…") or a repeat ("abcabc…").

    Signs that stand for letters ("p@ssw0rd") are read as those letters.
    """
    plain = password.casefold()
    bare = plain.strip("0123456789!?.#*_- ")
    readings = {plain, bare, _letters(plain), *(_letters(text.translate(_READ_AS)) for text in (plain, bare))}
    return any(_is_known(reading, known) for reading in readings) or _is_run(plain) or _is_repeat(plain)


def own_words(own: str) -> set[str]:
    """What a stranger would try first: a name and an email address, whole and in words."""
    apart = "".join(c if c.isalpha() else " " for c in own.casefold())
    return {word for word in (*apart.split(), *own.casefold().split()) if len(word) >= _SHORTEST_WORD}


def is_same_person(name: str, email: str, other_name: str, other_emails: Collection[str]) -> bool:
    """Whether two records are likely to be of one person: an email address in common, or a name.

    Names are the same when all words of the shorter are in the longer, whatever order, accents and hyphens.
    It errs towards yes: the cost is that a colleague looks.
    """
    if email.casefold() in {other.casefold() for other in other_emails}:
        return True
    shorter, longer = sorted((_name_words(name), _name_words(other_name)), key=len)
    return bool(shorter) and shorter <= longer and (len(shorter) > 1 or shorter == longer)


def _is_known(text: str, known: frozenset[str]) -> bool:
    return text in known or any(text[:cut] in known and text[cut:] in known for cut in range(1, len(text)))


def _is_run(text: str) -> bool:
    """Whether nearly every character is the one before it, or its neighbour in the alphabet or on the row of digits."""
    steps = [abs(ord(a) - ord(b)) for a, b in pairwise(text)]
    return sum(step in (0, 1, 9) for step in steps) >= len(steps) - 2


def _is_repeat(text: str) -> bool:
    return any((text[:size] * len(text))[: len(text)] == text for size in range(1, _LONGEST_REPEAT + 1))


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


def _name_words(name: str) -> set[str]:
    """Siobhán O’Neill-Brontë as siobhan, oneill, bronte."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return set("".join(c if c.isalnum() else "" if c in "'’ʼ`" else " " for c in bare).split())
