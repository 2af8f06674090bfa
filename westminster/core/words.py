"""Texts that are marked where they are decided and translated where they are read."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations

CATALOGUES = Path(__file__).resolve().parent.parent / "translations"


@dataclass(frozen=True)
class Words:
    """A marked text and its parameters, not translated yet.

    `text` is the msgid, with %(name)s places; a parameter may itself be Words.
    """

    text: str
    params: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return translate(self, "en")

    def __mod__(self, values: dict[str, Any]) -> "Words":
        """With more parameters: WTForms' own validators write `message % {"min": …}`."""
        return Words(self.text, (*self.params, *values.items()))


def N_(text: str, **params: Any) -> Words:
    """Mark `text` for the catalogue; pages and messages translate it for their reader."""
    return Words(text, tuple(params.items()))


def translate(words: Words, language: str) -> str:
    """`words` in `language` (a BCP 47 tag), or in English where the catalogue has no such text."""
    return render(words, catalogue(language))


def render(words: Words, translations: NullTranslations) -> str:
    """`words` through one catalogue, its parameters first."""
    text: str = translations.ugettext(words.text)
    if not words.params:
        return text
    values = {k: render(v, translations) if isinstance(v, Words) else v for k, v in words.params}
    return text % values


def written_in(language: str) -> str:
    """The language in which somebody who reads `language` is written to, dates and all: English where there are no words."""
    return language if isinstance(catalogue(language), Translations) else "en"


@cache
def catalogue(language: str) -> NullTranslations:
    """The loaded catalogue; an empty one (English as written) where there is none."""
    return Translations.load(CATALOGUES, [language.replace("-", "_")])
