"""Is this the person in that record: names as people tell them beside names as other systems write them. Values only."""

import unicodedata
from collections.abc import Iterator

TITLES = frozenset("mr mrs ms miss mx master dr prof professor rev reverend fr sir dame lord lady".split())  # noqa: SIM905  # a line
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})
_APOSTROPHES = "'’‘ʼ`´"
_SHORTEST_MAC = 6  # Mackie is no Mc Kie


def same_person(first: str, last: str, recorded: str) -> bool:
    """Whether `recorded`, such as "Rahman, Amina" or "MRS A RAHMAN", can be who says they are `first` `last`.

    The last name must be there whole, at one end, or half of a double one beside the same first name in full.
    Nothing in the first names may speak against it: A can be Amina, B cannot. The order of names, titles,
    accents, hyphens, apostrophes and spaces make no difference; scripts are not turned into each other.
    """
    given, family = _words(first), _words(last)
    if not family:
        return False
    ways = [_recorded(recorded)]
    if TITLES.issuperset(family):  # "MR LORD J" may be Jack Lord
        words = _words(recorded)
        ways += [words[at:] for at in range(len(words)) if TITLES.issuperset(words[:at])]
    # The third: a first name Mac belongs to the word after it, in a record too.
    whole = {"".join(words) for words in (given + family, family + given, _words(f"{first} {last}"))}
    return any("".join(names) in whole or _any_cut_fits(given, family, names) for names in ways)


def _any_cut_fits(given: list[str], family: list[str], names: list[str]) -> bool:
    return any(_fits(given, family, part, rest) for part, rest in _cuts(names))


def name_key(name: str) -> str:
    """The same for a name in any order and case, with or without accents, hyphens and titles: to find it by a hash."""
    return " ".join(sorted(_recorded(name)))


def _fits(given: list[str], family: list[str], part: list[str], rest: list[str]) -> bool:
    """Whether `part` of a record is the last name and the `rest` the first names."""
    if "".join(part) == "".join(family) or sorted(part) == sorted(family):
        return _may_be(given, rest)
    is_half = set(part) < set(family) or set(family) < set(part)
    return is_half and bool(given) and given[:1] == rest[:1] and len(given[0]) > 1


def _may_be(given: list[str], recorded: list[str]) -> bool:
    """Whether first names can be the same person's: the first ones fit, or ours is one of theirs in full."""
    if not given or not recorded:
        return not recorded
    ours, theirs = given[0], recorded[0]
    return ours.startswith(theirs) or theirs.startswith(ours) or (len(ours) > 1 and ours in recorded)


def _cuts(names: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Each way to take the last name off the end of a record, or off its beginning."""
    for at in range(len(names)):
        yield names[at:], names[:at]
        yield names[: at + 1], names[at + 1 :]


def _recorded(text: str) -> list[str]:
    """The words of a record without titles; before a comma is a last name, which may look like a title."""
    before, comma, after = text.partition(",")
    if comma:
        return _words(before) + _without_titles(_words(after))
    words = _without_titles(_words(text))
    return words or _words(text)[-1:]


def _without_titles(words: list[str]) -> list[str]:
    while words and words[0] in TITLES:
        words = words[1:]
    return words


def _words(text: str) -> list[str]:
    """Letters and digits in runs, in one case; Mac and Mc belong to the word after them and are the same."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
    kept = "".join(c for c in folded if c not in _APOSTROPHES and unicodedata.category(c) != "Cf")
    apart = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in kept).split()
    words: list[str] = []
    for word in map(_plain, apart):
        if words and words[-1] in ("mc", "mac"):
            words[-1] = "mc" + word
        elif word.startswith("mac") and len(word) >= _SHORTEST_MAC:
            words.append("mc" + word[3:])
        else:
            words.append(word)
    return words


def _plain(word: str) -> str:
    """Latin letters without their accents; in other scripts a mark can be half of a letter and stays."""
    if not any("LATIN" in unicodedata.name(c, "") for c in word):
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
