"""Several decide one case at the same moment: one decision, one letter, and everybody else is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.casework.cases import decide, left, make_case, write
from tests.factories import make_staff
from westminster.applications import looking_again
from westminster.applications.models import Application, CaseDecision, CaseLate
from westminster.audit.models import AuditEntry
from westminster.casework import decisions, lateness, leaving
from westminster.casework.decisions import Overtaken
from westminster.core.db import database
from westminster.core.errors import Refused
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
    left(case)
    assert Message.select().count() == written + 1


def test_a_button_pressed_several_times_sends_once():
    case, staff = make_case(), make_staff()
    write(case, staff, "more_needed", "newer")
    read, written = hash_of(case, staff.account_id), Message.select().count()
    results = at_once(lambda _: decisions.send(case, read, staff_id=staff.account_id))
    assert Overtaken not in results
    left(case)
    assert (CaseDecision.select().count(), Message.select().count()) == (1, written + 1)


def test_undone_or_gone_but_never_both():
    """Broken once: with an `undo` that does not hold the case, a letter left for a decision that was undone."""
    case, staff = make_case(), make_staff()
    write(case, staff, "refused", "outside")
    decisions.send(case, hash_of(case, staff.account_id), staff_id=staff.account_id)
    decision, written = decisions.latest(case.id), Message.select().count()
    undone = []

    def both(number: int) -> None:
        if number % 2:
            leaving.leave(decision.id)
            return
        try:
            leaving.undo(case, staff_id=staff.account_id)
            undone.append(number)
        except Refused:
            pass

    at_once(both)
    status = Application.get_by_id(case.id).status
    if undone:
        assert (status, Message.select().count(), CaseDecision.select().count()) == ("with_staff", written, 0)
    else:
        assert (status, Message.select().count(), CaseDecision.select().count()) == ("refused", written + 1, 1)


def test_somebody_asks_several_times_at_once_and_it_is_one_review():
    case = decide(make_case(), make_staff(), "refused", "outside")
    who = {"actor": f"resident:{case.resident_id}"}
    looking_again.write(case, "Look at the map.", **who)
    written = Message.select().count()
    at_once(lambda _: looking_again.ask(case, **who))
    assert Message.select().count() == written + 1
    assert AuditEntry.select().where(AuditEntry.act == "application.look_again").count() == 1


def test_several_workers_tell_once_that_we_are_late(clock):
    case = make_case(papers=1)
    clock.move(days=30)
    written = Message.select().count()
    at_once(lambda _: lateness.tell_who_waits())
    assert Message.select().count() == written + 1
    assert CaseLate.get().application_id == case.id
