"""The words that people are found by: kept with each name, and gone with it."""

from collections.abc import Iterable

from ..core.db import atomic
from .models import NameWord, Resident, ResidentWord
from .name_rules import found_by


def keep_words(resident: Resident) -> None:
    """Those of the name as it is now. A word that nobody has any more goes from the vocabulary too."""
    with atomic():
        ours = ResidentWord.resident == resident.id
        kept = {row.word for row in ResidentWord.select().where(ours)}
        wanted = found_by(resident.full_name)
        _add(resident, sorted(wanted - kept))
        if gone := sorted(kept - wanted):
            ResidentWord.delete().where(ours, ResidentWord.word.in_(gone)).execute()
            held = ResidentWord.select(ResidentWord.word).where(ResidentWord.word.in_(gone))
            NameWord.delete().where(NameWord.word.in_(gone), NameWord.word.not_in(held)).execute()


def known_words(letters: Iterable[str], lengths: range) -> list[str]:
    """The words of the vocabulary that begin with one of `letters`, of one of these lengths, in bytewise order."""
    found: set[str] = set()
    for letter in sorted(set(letters)):
        begins = (NameWord.word >= letter) & (NameWord.word < next_after(letter))
        found |= {row.word for row in NameWord.select().where(begins) if len(row.word) in lengths}
    return sorted(found)


def is_beginning(text: str) -> bool:
    """Whether somebody's name has a word that begins so."""
    begins = (NameWord.word >= text) & (NameWord.word < next_after(text))
    return bool(NameWord.select().where(begins).exists())


def next_after(text: str) -> str:
    """What comes after every word that begins with `text`, in bytewise order."""
    return text + "\U0010ffff"


def _add(resident: Resident, words: list[str]) -> None:
    if words:
        NameWord.insert_many([{"word": word} for word in words]).on_conflict_ignore().execute()
        ResidentWord.insert_many([{"word": word, "resident": resident.id} for word in words]).execute()
