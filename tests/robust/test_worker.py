"""The worker at its worst moments: killed while it sends, given what it does not know, its housekeeping broken."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.conftest import Engine
from tests.demo.running import Running, running
from tests.robust.serving import PATIENCE_SECONDS, flask, url_of
from westminster.core import worker
from westminster.core.db import atomic
from westminster.core.events import emit, subscriber
from westminster.core.models import Outbox
from westminster.core.words import N_
from westminster.demo.outbox import Outbox as SentByNotify
from westminster.demo.stand_ins import MESSAGES_FILE
from westminster.demo.surroundings import environments, kept_secrets
from westminster.messages import service
from westminster.messages.models import Message
from westminster.messages.rules import Contact, Notice

pytestmark = pytest.mark.own_database
heard = Event()
MESSAGES = 8
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)  # due, whatever the real clock of the worker says
# At which sending, and whether Notify has the message by then.
MOMENTS = [(1, False), (1, True), (3, True), (2, False)]


@subscriber("test.known")
def hear(payload: dict[str, Any], attempt: int) -> None:
    heard.set()


class Killer:
    """Between the worker and the stand-in for Notify: ends the worker at the sending it is told."""

    def __init__(self, outside: Running) -> None:
        self._app = outside.stand_ins.app.wsgi_app
        outside.stand_ins.app.wsgi_app = self
        self.worker: subprocess.Popen | None = None
        self.at, self.taken, self.all_sent = 0, False, Event()
        self.messages = SentByNotify(outside.settings.state_dir / MESSAGES_FILE)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if environ["REQUEST_METHOD"] == "GET":
            return self._app(environ, start_response)
        self.at -= 1
        if self.at == 0 and not self.taken:
            self._kill()
            start_response("503 Service Unavailable", [])
            return [b""]
        answer = list(self._app(environ, start_response))
        if self.at == 0:
            self._kill()
        if len(self.messages.page()) == MESSAGES:
            self.all_sent.set()
        return answer

    def _kill(self) -> None:
        os.kill(self.worker.pid, signal.SIGKILL)
        self.worker.wait(PATIENCE_SECONDS)


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path) as up:
        yield up


def test_no_message_is_lost_and_none_is_sent_twice(outside: Running, engine: Engine, db: Any, tmp_path: Path):
    """Broken once: without asking Notify first (`again`) the message of the second and third kill came twice."""
    for n in range(MESSAGES):
        service.send(Contact("email", f"amina{n}@example.com"), Notice(N_("Card"), N_("Ready")), about="resident:1")
    killer = Killer(outside)
    _, inside = environments({}, kept_secrets(tmp_path), outside.url)
    told = {name: value for name, value in inside.items() if name.startswith("NOTIFY_")}
    for killer.at, killer.taken in MOMENTS:
        with work(tmp_path, url_of(engine, db), told) as killer.worker:
            assert killer.worker.wait(PATIENCE_SECONDS) == -signal.SIGKILL
        assert Message.select().where(Message.status == "queued").count() > 0
    with work(tmp_path, url_of(engine, db), told) as killer.worker:
        assert killer.all_sent.wait(PATIENCE_SECONDS)
    arrived = [row["recipient"] for row in killer.messages.page()]
    assert sorted(arrived) == [f"amina{n}@example.com" for n in range(MESSAGES)]
    assert {message.status for message in Message.select()} == {"sent"}
    assert not Outbox.select().where(Outbox.subscriber.startswith("westminster.messages")).exists()


@contextmanager
def work(folder: Path, database_url: str, told: dict[str, str]) -> Iterator[subprocess.Popen]:
    """`flask work`, every lease run out; asked to stop at the end."""
    Outbox.update(due_at=LONG_AGO).execute()
    with flask("work", folder, database_url, **told) as running_one:
        yield running_one.process


def test_a_row_for_nobody_we_know_does_not_hold_up_the_others(engine: Engine, db: Any):
    """Broken once: the worker died of it, at every start again."""
    Outbox.create(subscriber="westminster.gone.jobs.send", payload={}, due_at=LONG_AGO)
    with atomic():
        emit("test.known")
    worker.drain()
    (left,) = Outbox.select()
    assert (left.subscriber, left.attempts, left.error) == ("westminster.gone.jobs.send", 1, "KeyError")
    assert heard.is_set()


def test_housekeeping_that_fails_stops_nothing(monkeypatch: pytest.MonkeyPatch):
    """Broken once: one sweep that raised ended the worker, and no message went out."""
    stop, done = Event(), []

    def fails() -> None:
        done.append("failed")
        raise LookupError

    monkeypatch.setattr(worker, "periodic", [(timedelta(0), fails), (timedelta(0), stop.set)])
    worker.run_forever(stop)
    assert done == ["failed"]
