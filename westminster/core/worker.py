"""The worker: takes the outbox row by row. Killed at any moment, it loses and doubles nothing."""

import json
import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from .clock import now
from .db import CONNECTION_LOST, atomic, database, is_sqlite
from .events import Subscriber, named, periodic
from .models import Heartbeat, Outbox

PAUSE_SECONDS = 0.3
LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 12
log = logging.getLogger("westminster.worker")


def work_once() -> bool:
    """Run the row that has been due longest; False when there is none."""
    with atomic():
        row = _next_due()
        if row is None:
            return False
        _lease(row)
        try:
            handler = named(row.subscriber)
        except KeyError as error:  # told by a version of us that is newer, or gone
            _postpone(row, error)
            return True
        if not handler.outside:
            return _run_inside(row, handler)
    try:
        handler.run(row.payload, row.attempts)
    except Exception as error:  # noqa: BLE001  # a failing system must not stop the others
        _postpone(row, error)
    else:
        row.delete_instance()
    return True


def drain(limit: int = 100_000) -> int:
    """Run what is due until nothing is: for tests, demo data and a quiet shutdown."""
    return next((done for done in range(limit) if not work_once()), limit)


def run_forever(stop: threading.Event) -> None:
    """Work until `stop` is set. A database that is away is waited for."""
    next_run = {verb: 0.0 for _, verb in periodic}
    while not stop.is_set():
        try:
            beat()
            _run_periodic(next_run)
            busy = work_once()
        except CONNECTION_LOST as error:
            log.warning(json.dumps({"worker": "database away", "error": type(error).__name__}))
            database.close()
            busy = False
        if not busy:
            stop.wait(PAUSE_SECONDS)


def beat() -> None:
    """Say that the worker lives, every ten seconds at most."""
    known = Heartbeat.get_or_none(Heartbeat.name == "worker")
    if known is None:
        Heartbeat.insert(name="worker", seen_at=now()).on_conflict_ignore().execute()
    elif now() - known.seen_at > timedelta(seconds=10):
        Heartbeat.update(seen_at=now()).where(Heartbeat.name == "worker").execute()


def main() -> None:
    """Work until SIGTERM or SIGINT; the row at hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_forever(stop)


def _next_due() -> Outbox | None:
    query = Outbox.select().where(Outbox.due_at <= now()).order_by(Outbox.due_at, Outbox.id).limit(1)
    return (query if is_sqlite() else query.for_update(skip_locked=True)).first()


def _lease(row: Outbox) -> None:
    row.attempts += 1
    row.due_at = now() + LEASE
    row.save()


def _run_inside(row: Outbox, handler: Subscriber) -> bool:
    try:
        with atomic():
            handler.run(row.payload, row.attempts)
            row.delete_instance()
    except CONNECTION_LOST:
        raise
    except Exception as error:  # noqa: BLE001  # rolled back to the savepoint; tried again later
        _postpone(row, error)
    return True


def _postpone(row: Outbox, error: Exception) -> None:
    """Try again after 2, 4, 8 … seconds, at most an hour; parked for a person after MAX_ATTEMPTS."""
    log.warning(json.dumps({"worker": row.subscriber, "row": row.id, "error": type(error).__name__}))
    wait = timedelta(seconds=min(2**row.attempts, 3600))
    row.due_at = None if row.attempts >= MAX_ATTEMPTS else now() + wait
    row.error = type(error).__name__
    row.save()


def _run_periodic(next_run: dict[Callable[[], None], float]) -> None:
    for interval, verb in periodic:
        if time.monotonic() >= next_run[verb]:
            _run_alone(verb)
            next_run[verb] = time.monotonic() + interval.total_seconds()


def _run_alone(verb: Callable[[], None]) -> None:
    try:
        verb()
    except CONNECTION_LOST:
        raise
    except Exception as error:  # noqa: BLE001  # housekeeping that fails must not stop what is to be sent
        log.warning(json.dumps({"worker": verb.__qualname__, "error": type(error).__name__}))
