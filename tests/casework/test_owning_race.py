"""Several ask for the next case at the same moment: no two get the same, and none is left over."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.casework.cases import make_case
from tests.factories import make_resident, make_staff
from westminster.casework import owning
from westminster.core.db import database
from westminster.core.errors import Refused

pytestmark = pytest.mark.own_database
THREADS = 6


def at_once(verb):
    """What `verb` gives for each number, in threads that start together."""
    start = Barrier(THREADS)

    def run(number: int):
        start.wait()
        try:
            return verb(number)
        except Refused:
            return None
        finally:
            database.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def team() -> list[int]:
    return [make_staff(name=f"Colleague {number}").account_id for number in range(THREADS)]


def test_no_two_get_the_same_next_case():
    cases = {make_case(make_resident()).id for _ in range(THREADS)}
    ours = team()
    got = at_once(lambda n: owning.take_next(ours[n]))
    assert {case.id for case in got} == cases


def test_of_several_who_want_the_last_one_gets_it():
    case, ours = make_case(), team()
    got = at_once(lambda n: owning.take_next(ours[n]))
    assert [one.id for one in got if one] == [case.id]


def test_of_several_who_take_one_case_one_has_it():
    case, ours = make_case(), team()

    def take(number: int) -> int:
        owning.take(case, staff_id=ours[number])
        return ours[number]

    assert len([one for one in at_once(take) if one]) == 1
