from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from tests.factories import make_account, make_application, make_resident
from westminster.applications import service
from westminster.applications.models import Application
from westminster.cards.models import Card
from westminster.core.db import database
from westminster.core.errors import Refused
from westminster.messages.models import Message
from westminster.residents.service import for_account
from westminster.sources.extract import Match
from westminster.sources.models import CouncilTaxCheck

pytestmark = pytest.mark.own_database


class Records:
    def __init__(self, answer):
        self.answer = answer

    def match(self, account_number, first, last, postcode):
        return self.answer


def together(jobs: Iterable[Callable]) -> list:
    """Run the jobs in threads that start at one moment, each with a connection of its own."""
    jobs = list(jobs)
    start = Barrier(len(jobs))

    def run(job):
        start.wait()
        try:
            return job()
        except Refused as refused:
            return refused
        finally:
            database.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def make_matched():
    draft = make_application(for_account(make_account().id))
    return service.check_council_tax(draft, "CT-10000417", actor="system", records=Records(Match.MATCHED))


def test_one_application_sent_by_four_tabs_is_one_card_and_one_message():
    draft = make_matched()
    sent = together([lambda: service.submit(draft, actor="resident:1")] * 4)
    assert {application.status for application in sent} == {"approved"}
    assert Card.select().count() == Message.select().count() == 1


def test_one_person_with_two_accounts_gets_one_card():
    drafts = [make_matched(), make_matched()]
    sent = together([lambda draft=draft: service.submit(draft, actor="system") for draft in drafts])
    assert sorted(application.status for application in sent) == ["approved", "with_staff"]
    assert Card.select().count() == 1


def test_begun_by_four_tabs_it_is_one():
    resident = make_resident()
    together([lambda: service.begin(resident)] * 4)
    assert Application.select().count() == 1


def test_tries_at_once_are_five_all_the_same():
    draft = make_application()
    no = Records(Match.NOT_MATCHED)
    ask = partial(service.check_council_tax, draft, actor="resident:1", records=no)
    together([partial(ask, f"CT-{number}") for number in range(12)])
    assert CouncilTaxCheck.select().count() == 5


def test_the_same_sent_at_once_is_one_try():
    draft = make_application()
    no = Records(Match.NOT_MATCHED)
    together([lambda: service.check_council_tax(draft, "CT-1000", actor="resident:1", records=no)] * 4)
    assert CouncilTaxCheck.select().count() == 1
