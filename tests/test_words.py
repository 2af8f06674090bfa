"""No word escapes the catalogue: with every text of it in ⟦brackets⟧, nothing outside them is a word of ours."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask

from a11y.pages import STATES, State
from tests.browsing import Client
from tests.conftest import ready_for_tests
from tests.pages import seen_texts
from tests.test_register import arrive
from tools.checks.words import catalogue
from westminster.core import templating, words
from westminster.core.settings import Settings
from westminster.site import create_app

# What babel writes from a date or a time, and what is the same in every language.
SAME_EVERYWHERE = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d+(am|pm)|MyWestminster|My|Westminster|PDF|JPEG|PNG|kB|MB)\b"
)
BRACKETED = re.compile("⟦[^⟦⟧]*⟧")


def bracketed() -> Catalog:
    """An English catalogue whose translations are the texts in brackets."""
    made = Catalog(locale="en")
    for message in catalogue():
        if message.id:
            texts = message.id if isinstance(message.id, tuple) else (message.id,)
            marked = tuple(f"⟦{text}⟧" for text in texts)
            made.add(message.id, marked if len(marked) > 1 else marked[0])
    return made


@pytest.fixture(scope="module")
def bracketed_app(tmp_path_factory: pytest.TempPathFactory, _settings: Settings) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("translations")
    out = BytesIO()
    write_mo(out, bracketed())
    (folder / "en" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "en" / "LC_MESSAGES" / "messages.mo").write_bytes(out.getvalue())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "CATALOGUES", folder)
        patch.setattr(templating, "CATALOGUES", folder)
        words.catalogue.cache_clear()
        yield ready_for_tests(create_app(_settings))
    words.catalogue.cache_clear()


@pytest.fixture
def bracketed_client(bracketed_app: Flask, db: object) -> Client:
    reader = bracketed_app.test_client()
    reader.checks_pages = False  # a title in brackets is not the h1 in brackets
    return reader


def outside(text: str) -> str:
    """What of `text` stands outside brackets, the innermost taken out first."""
    while BRACKETED.search(text):
        text = BRACKETED.sub(" ", text)
    return SAME_EVERYWHERE.sub(" ", text).strip()


@pytest.mark.only("sqlite")  # what a page says does not depend on the engine; test_register.py asks both for the page
@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_word_of_a_page_is_in_the_catalogue(state: State, bracketed_client: Client):
    page = arrive(state, bracketed_client)
    missed = [text for text in seen_texts(page) if re.search(r"[^\W\d_]{2,}", outside(text))]
    assert not missed, f"{page.url}: {missed}"
