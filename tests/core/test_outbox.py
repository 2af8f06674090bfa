import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from westminster.core import clock as core_clock
from westminster.core import worker
from westminster.core.db import atomic, database, is_sqlite
from westminster.core.events import emit, every, periodic, subscriber
from westminster.core.limits import allow
from westminster.core.models import Heartbeat, Outbox

heard = []


@subscriber("test.inside")
def inside(payload, attempt):
    allow(f"ran:{payload['n']}", 99, timedelta(days=1))
    heard.append((payload["n"], attempt))
    if payload.get("fails"):
        raise ValueError("a subscriber that fails")


@subscriber("test.outside", outside=True)
def outside(payload, attempt):
    heard.append((payload["n"], attempt))
    assert not payload.get("fails")


@pytest.fixture(autouse=True)
def _nothing_heard():
    heard.clear()


def tell(event, **payload):
    with atomic():
        emit(event, **payload)


def writes_of(n):
    row = database.execute_sql(f"SELECT hits FROM rate_limit WHERE key = {database.param}", (f"ran:{n}",)).fetchone()
    return row[0] if row else 0


def test_an_event_reaches_its_subscriber_once():
    tell("test.inside", n=1)
    worker.drain()
    worker.drain()
    assert heard == [(1, 1)]


def test_an_event_told_in_a_transaction_that_fails_was_never_told():
    with pytest.raises(ZeroDivisionError), atomic():
        emit("test.inside", n=1)
        1 / 0  # noqa: B018
    assert Outbox.select().count() == 0


def test_an_event_nobody_hears_leaves_nothing():
    tell("test.nobody", n=1)
    assert Outbox.select().count() == 0


def test_an_event_for_later_waits(clock):
    with atomic():
        emit("test.inside", due_at=core_clock.now() + timedelta(hours=1), n=1)
    assert worker.drain() == 0
    clock.move(hours=1)
    assert worker.drain() == 1


@pytest.mark.parametrize("event", ["test.inside", "test.outside"])
def test_a_failing_subscriber_is_tried_again_later(event, clock):
    tell(event, n=1, fails=True)
    worker.drain()
    assert heard == [(1, 1)]
    clock.move(seconds=2)
    worker.drain()
    assert heard == [(1, 1), (1, 2)]


def test_what_a_failing_subscriber_wrote_is_taken_back():
    tell("test.inside", n=1, fails=True)
    worker.drain()
    assert writes_of(1) == 0


def test_a_row_that_never_works_is_parked_for_a_person(clock):
    tell("test.inside", n=1, fails=True)
    for _ in range(worker.MAX_ATTEMPTS + 3):
        worker.drain()
        clock.move(hours=2)
    parked = Outbox.get()
    assert (parked.due_at, parked.attempts, parked.error) == (None, worker.MAX_ATTEMPTS, "ValueError")


def test_one_failing_row_does_not_hold_up_the_others():
    tell("test.inside", n=1, fails=True)
    tell("test.inside", n=2)
    worker.drain()
    assert heard == [(1, 1), (2, 1)]


def test_a_row_whose_worker_died_is_taken_up_again_after_its_lease(clock):
    tell("test.outside", n=1)
    Outbox.update(attempts=1, due_at=core_clock.now() + worker.LEASE).execute()
    assert worker.drain() == 0
    clock.move(minutes=2)
    worker.drain()
    assert heard == [(1, 2)]


def test_the_worker_says_that_it_lives(clock):
    worker.beat()
    clock.move(seconds=30)
    worker.beat()
    assert Heartbeat.get().seen_at == core_clock.now()


def test_the_worker_runs_housekeeping_and_stops_when_told():
    stop = threading.Event()
    verb = every(timedelta(days=1))(stop.set)
    try:
        worker.run_forever(stop)
    finally:
        periodic.remove((timedelta(days=1), verb))
    assert stop.is_set()


KILLED = """
import os, signal, sys
from datetime import timedelta
from westminster.core import db, limits, worker
from westminster.core.events import subscriber

db.connect(sys.argv[1])

@subscriber("test.killed")
def killed(payload, attempt):
    limits.allow("ran:killed", 99, timedelta(days=1))
    if sys.argv[2] == "die":
        os.kill(os.getpid(), signal.SIGKILL)

from westminster.core.models import Outbox
Outbox.update(subscriber=killed.__module__ + ".killed").execute()
worker.drain()
"""


@pytest.mark.own_database
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(engine, db):
    with atomic():
        emit("test.inside", due_at=datetime(2020, 1, 1, tzinfo=UTC), n=1)  # the killed process has its own clock
    url = db_url(engine, db)
    ends = [
        subprocess.run([sys.executable, "-c", KILLED, url, how], env=os.environ | {"PYTHONPATH": "."}, check=False)
        for how in ("die", "die", "live")
    ]
    assert [end.returncode for end in ends] == [-signal.SIGKILL, -signal.SIGKILL, 0]
    assert (writes_of("killed"), Outbox.select().count()) == (1, 0)


def db_url(engine, db):
    return f"sqlite:///{db.database}" if is_sqlite() else engine.kind._address(db.database)
