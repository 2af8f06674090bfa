"""Several decide one case at the same moment: one decision, one letter, and everybody else is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.casework.cases import make_case, write
from tests.factories import make_staff
from westminster.applications.models import Application, CaseDecision
from westminster.casework import decisions
from westminster.casework.decisions import Overtaken
from westminster.core.db import database
from westminster.messages.models import Message

pytestmark = pytest.mark.own_database
THREADS = 6


def at_once(verb: Callable[[int], None]) -> list[type]:
    """What became of `verb` in several threads that start together."""
    start = Barrier(THREADS)

    def run(number: int) -> type:
        start.wait()
        try:
            verb(number)
        except Overtaken:
            return Overtaken
        finally:
            database.close()
        return type(None)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def hash_of(case: Application, staff: int) -> str:
    return decisions.letter_of(case, decisions.draft_of(case, staff)).hash


def test_of_several_people_one_decides():
    case = make_case()
    team = [make_staff(name=f"Colleague {number}") for number in range(THREADS)]
    for one in team:
        write(case, one, "refused", "outside")
    read = [hash_of(case, one.account_id) for one in team]
    written = Message.select().count()
    results = at_once(lambda n: decisions.send(case, read[n], staff_id=team[n].account_id))
    assert results.count(Overtaken) == THREADS - 1
    assert CaseDecision.select().count() == 1
    assert Message.select().count() == written + 1


def test_a_button_pressed_several_times_sends_once():
    case, staff = make_case(), make_staff()
    write(case, staff, "more_needed", "newer")
    read, written = hash_of(case, staff.account_id), Message.select().count()
    results = at_once(lambda _: decisions.send(case, read, staff_id=staff.account_id))
    assert Overtaken not in results
    assert (CaseDecision.select().count(), Message.select().count()) == (1, written + 1)
