"""The letter in the language of its reader: shown before it goes as it goes, dates and all."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.browsing import Client
from tests.casework.cases import decide, left, make_case
from tests.factories import make_staff
from westminster.core import words
from westminster.messages.models import Message

NO = "We could not say yes to your application %(reference)s."
CANNOT = "لم نتمكن من الموافقة على طلبك %(reference)s."


@pytest.fixture
def arabic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A catalogue of one sentence."""
    made, out = Catalog(locale="ar"), BytesIO()
    made.add(NO, CANNOT)
    write_mo(out, made)
    (tmp_path / "ar" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "ar" / "LC_MESSAGES" / "messages.mo").write_bytes(out.getvalue())
    monkeypatch.setattr(words, "CATALOGUES", tmp_path)
    words.catalogue.cache_clear()
    yield
    words.catalogue.cache_clear()


def to_the_letter(client: Client, case):
    client.sign_in(make_staff().account_id)
    told = {"decision": "refused", "no": "outside"}
    return client.post_form(f"/staff/cases/{case.public_id}", told, button="See the letter")


@pytest.mark.usefixtures("arabic")
def test_the_letter_is_shown_and_sent_in_the_language_of_its_reader(client: Client):
    case = make_case(language="ar")
    page = to_the_letter(client, case)
    assert CANNOT % {"reference": case.reference} in page.main
    assert "18 ديسمبر 2026" in page.main
    assert "It goes in English" not in page.main
    assert [element.get("lang") for element in page.with_class("mw-letter")] == ["ar"]
    client.post_form(page)
    left(case)
    sent = Message.select().order_by(Message.id.desc()).get()
    assert (sent.language, CANNOT % {"reference": case.reference} in sent.body) == ("ar", True)


def test_without_words_in_their_language_all_of_it_is_english(client: Client):
    case = make_case(language="ar")
    page = to_the_letter(client, case)
    assert "It goes in English" in page.main
    assert "by 18 December 2026" in page.main
    assert [element.get("lang") for element in page.with_class("mw-letter")] == ["en"]


def test_every_message_without_words_is_english_dates_and_all():
    decide(make_case(language="bn", papers=1), make_staff(), "more_needed", "newer")
    for message in Message.select():
        assert message.language == "en"
        assert message.body.isascii()
