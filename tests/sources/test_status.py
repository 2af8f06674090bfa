"""The page that says of each source and gateway whether it answers, and how fresh what it says is."""

from datetime import date
from io import BytesIO

import pytest

from tests.applications.papers import PHOTO
from tests.browsing import Client
from tests.factories import make_account, make_application, make_staff
from tests.sources.extracts import AMINA, take_over
from tests.sources.test_lists import give
from westminster.accounts.core_identity import Result
from westminster.accounts.service import keep_identity
from westminster.evidence import service as evidence
from westminster.evidence.models import EvidenceFile


@pytest.fixture
def reader(client: Client) -> Client:
    client.sign_in(make_staff("administrator").account_id)
    return client


def said(reader: Client) -> str:
    return reader.get_page("/staff/sources").main


def test_the_extract_and_lists_say_of_which_day_they_are(reader: Client, clock):
    give()
    take_over([AMINA], of=date(2026, 11, 19))
    assert "Extract of 19 November 2026, 1 household" in said(reader)
    assert "List of 20 November 2026, 1 person" in said(reader)
    clock.move(days=3)
    reader.sign_in(make_staff("administrator").account_id)
    assert "Cannot tell: the extract is older than 3 days." in said(reader)


def test_proven_identity_says_when_it_last_answered(reader: Client):
    assert "Last answer" not in said(reader)
    keep_identity(make_account().id, Result("P0", None, []))
    assert "Last answer at 10am, 20 November 2026" in said(reader)


def test_the_virus_check_says_whether_files_wait_for_it(reader: Client, configure):
    assert "Off: files are not checked for viruses" in said(reader)
    configure(clamd_address="tcp://127.0.0.1:9")
    assert "Virus check of files On" in said(reader)
    draft = make_application()
    evidence.add(draft.resident_id, draft.subject, BytesIO(PHOTO), "a.jpg", "tenancy", actor="system")
    assert EvidenceFile.get().unchecked_as
    assert "No answer: files that wait to be checked: 1" in said(reader)
