"""Find people by what somebody types: an email address, a mobile, a reference, a card number, a postcode, a name.

Every word must be of the person. A word that no name begins with is mended, and the page says so. One order on both
engines: the keys are made here, and words are kept bytewise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import Value, fn

from ..applications.models import Application
from ..cards import number
from ..cards.models import Card
from ..core.db import is_sqlite
from ..core.ids import parse_reference
from ..residents.finding import is_beginning, next_after
from ..residents.models import FormerName, Resident, ResidentWord
from ..residents.name_rules import words_of
from ..residents.service import reached_by
from .spelling import near, postcodes
from .spelling import numbers as near_numbers

MOST = 50
_WORDS = 8  # of what was typed; the rest is left out
_Word = ResidentWord.alias()
Near = dict[str, list[str]]


@dataclass(frozen=True)
class Found:
    """`mended` has what was typed and is nobody's, with what was taken for it."""

    people: list[Resident]
    mended: Near

    @property
    def told(self) -> list[tuple[str, str]]:
        """What was mended, as a page says it."""
        return [
            (_shown(said), ", ".join(_shown(one) for one in taken if one != said))
            for said, taken in self.mended.items()
        ]


def look_for(typed: str, *, former: bool = False) -> Found:
    """Up to MOST. Nobody for no text, and nobody who has not told their name yet.

    With `former` also by a name that they had: for those who may (people.former).
    """
    text = " ".join(typed.replace(",", " ").split())
    if not text:
        return Found([], {})
    if "@" in text or text.lstrip("+").replace(" ", "").isdigit():
        return Found(reached_by(text)[:MOST], {})
    if numbered := find_numbered(text):
        return Found(numbered, {})
    had = _former(text) if former else []
    named = next((found for found in _ways(text) if found.people and not (had and found.mended)), Found([], {}))
    if not named.people and not had:
        return _misread(text)
    return Found([*named.people, *(one for one in had if one not in named.people)][:MOST], named.mended)


def find_numbered(typed: str) -> list[Resident]:
    """Only by the whole reference of an application or the whole number of a card, O read as 0, I and L as 1."""
    text = typed.strip()
    if number.why_not_a_number(text) is None:
        holders = Card.select(Card.resident).where(Card.number == number.parse(text))
        if found := _told(Resident.id.in_(holders)):
            return found
    if reference := parse_reference("APP", text):
        sent = Application.select(Application.resident).where(Application.reference == reference)
        return _told(Resident.id.in_(sent.where(Application.status != "draft")))
    return []


def _misread(text: str) -> Found:
    """By a reference or a card number with one slip in it."""
    references, cards = near_numbers(text)
    meant: dict[str, int] = {}
    if references:
        sent = Application.select().where(Application.reference.in_(references), Application.status != "draft")
        meant |= {one.reference: one.resident_id for one in sent}
    if cards:
        meant |= {one.number: one.resident_id for one in Card.select().where(Card.number.in_(cards))}
    people = _told(Resident.id.in_(list(meant.values()))) if meant else []
    return Found(people, {text: sorted(meant)} if people else {})


def _ways(text: str) -> Iterator[Found]:
    """What the text can mean, one after the other: with a postcode in it, then as a name, then as one misspelt."""
    parts = text.split()
    for start in range(len(parts)):
        for end in (start + 2, start + 1):
            said = " ".join(parts[start:end])
            rest = words_of(" ".join(parts[:start] + parts[end:]))[:_WORDS]
            for code in postcodes(said) if end <= len(parts) else ():
                mended = {} if _same(code, said) else {said: [code]}
                for slips in _readings(rest):
                    people = _told(Resident.postcode == code, *(_has(word, slips) for word in rest))
                    yield Found(people, mended | slips)
    words = words_of(text)[:_WORDS]
    for slips in _readings(words):
        yield Found(_named(words, slips), slips)


def _former(text: str) -> list[Resident]:
    """Those who had a name that begins so, written right; by the indexes of 0034."""
    ids, lowered = FormerName.select(FormerName.resident), text.lower()
    ways = [ids.where(_begins(column, lowered)) for column in (FormerName.full_name, FormerName.surname)]
    return _told(Resident.id.in_(ways[0] | ways[1]))


def _begins(column: Any, text: str) -> Any:
    low = fn.LOWER(column) if is_sqlite() else fn.LOWER(column).collate('"C"')
    return (low >= fn.LOWER(text)) & (low < fn.LOWER(next_after(text)))


def _readings(words: list[str]) -> Iterator[Near]:
    """Only the words that no name begins with mended, and then all of them."""
    unknown = {word: near(word) for word in words if not is_beginning(word)}
    if all(unknown.values()):
        yield unknown
        if len(unknown) < len(words):
            yield unknown | {word: [word, *also] for word in words if word not in unknown and (also := near(word))}


def _named(words: list[str], slips: Near) -> list[Resident]:
    """Those who have every word; the longest is looked for first, as the fewest have it."""
    if not words:
        return []
    first, *others = sorted(words, key=lambda word: (-len(word), word))
    ids = ResidentWord.select(ResidentWord.resident).where(_is(ResidentWord.word, first, slips))
    ids = ids.where(*(_has(word, slips, ResidentWord.resident) for word in others))
    some = ids.order_by(ResidentWord.word, ResidentWord.resident).limit(MOST * 2)
    return _told(Resident.id.in_([row.resident_id for row in some]))


def _has(word: str, slips: Near, resident: Any = Resident.id) -> Any:
    words = _Word.select(Value(1)).where(_Word.resident == resident, _is(_Word.word, word, slips))
    return fn.EXISTS(words)


def _is(column: Any, word: str, slips: Near) -> Any:
    return column.in_(slips[word]) if word in slips else (column >= word) & (column < next_after(word))


def _told(*conditions: Any) -> list[Resident]:
    """By surname, then by the whole name."""
    people = Resident.select().where(Resident.full_name != "", *conditions).order_by(Resident.id).limit(MOST * 2)
    return sorted(people, key=lambda one: (words_of(one.surname), words_of(one.full_name), one.id))[:MOST]


def _shown(text: str) -> str:
    """A word of a name with a capital; a postcode as it is."""
    return text if any(c.isdigit() for c in text) else text.capitalize()


def _same(code: str, said: str) -> bool:
    return code.replace(" ", "") == "".join(c for c in said.upper() if c.isalnum())
