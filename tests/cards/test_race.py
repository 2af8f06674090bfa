"""Two at once: the constraints of the database decide, and the loser is told kindly."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from tests.factories import make_card, make_resident
from westminster.cards import keys, service
from westminster.cards.models import Card, CardKey
from westminster.core.db import database
from westminster.core.errors import Refused

pytestmark = pytest.mark.own_database
THREADS = 6


def at_once(verb) -> list:
    """What `verb` gave in each of several threads that start together; Refused where it was."""
    start = Barrier(THREADS)

    def run(_: int):
        start.wait()
        try:
            return verb()
        except Refused:
            return Refused
        finally:
            database.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_two_issues_for_one_person_make_one_card():
    resident = make_resident()
    results = at_once(lambda: service.issue(resident.id, date(2027, 11, 19), actor="system"))
    assert results.count(Refused) == THREADS - 1
    assert Card.select().count() == 1


def test_two_replacements_of_one_card_make_one_new_card():
    card = make_card()
    results = at_once(lambda: service.replace(card, "lost", actor="resident:1"))
    assert results.count(Refused) == THREADS - 1
    assert Card.select().where(Card.status == "active").count() == 1


def test_the_first_key_is_made_once():
    kids = at_once(lambda: keys.signing_key().kid)
    assert len(set(kids)) == 1
    assert CardKey.select().count() == 1
