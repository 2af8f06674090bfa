"""A service that is new opens on cards that are out already; whoever asked to be told is told, once."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Engine
from tests.factories import make_card, make_proof, make_resident
from tests.robust.serving import url_of
from westminster.core import worker
from westminster.core.db import atomic, database, is_sqlite
from westminster.core.models import Outbox
from westminster.core.words import N_
from westminster.messages.models import Message
from westminster.openings import service
from westminster.openings.models import ServiceReach, ServiceTold
from westminster.services.catalogue import SERVICES, find
from westminster.services.rules import AgeAtLeast, Every, Has

OLD = find("libraries")
SWIMS = replace(
    OLD,
    slug="pools",
    begins_on=date(2026, 11, 20),
    name=N_("Swimming"),
    so=N_("swims are half price"),
    rule=Every((Has("lives_in_westminster"), AgeAtLeast(60))),
)


def somebody(born_on=date(1956, 1, 1), *, tell=True, card="active", **columns):
    resident = make_resident(born_on=born_on, tell_new=tell, **columns)
    make_proof(resident)
    if card:
        make_card(resident, status=card)
    return resident


def count(*services, size=service.PAGE) -> None:
    """What the worker does, for these services."""
    service.begin(services)
    while row := Outbox.get_or_none(Outbox.subscriber == "westminster.openings.jobs.count"):
        service.count_page(row.payload, services, size)
        row.delete_instance()


def told() -> set[str]:
    return {message.about for message in Message.select()}


@pytest.fixture
def known() -> None:
    """The services of today were counted yesterday."""
    for one in SERVICES:
        ServiceReach.create(service=one.slug, started_on=date(2026, 11, 19))


def test_a_new_service_is_told_to_who_asked_and_has_it(known: None):
    told_of = somebody()
    others = [somebody(date(1990, 1, 1)), somebody(tell=False), somebody(card=None), somebody(card="suspended")]
    count(OLD, SWIMS)
    assert told() == {f"resident:{told_of.id}"}
    assert [row.resident_id for row in ServiceTold.select()] == [told_of.id]
    assert len(others) == 4


def test_the_message_says_what_is_new_why_and_until_when(known: None):
    somebody()
    count(SWIMS)
    body = Message.get().body
    assert body.startswith(
        "Your MyWestminster card now opens Swimming. Because you live in Westminster and you are 60 or over, swims are "
        "half price until 19 November 2027."
    )


def test_what_is_theirs_to_add_is_told_as_that(known: None):
    somebody()
    count(replace(SWIMS, to_add=True))
    assert Message.get().subject == "There is something new for your card"
    assert Message.get().body.startswith(
        "You can add Swimming to your MyWestminster card. Because you live in Westminster and you are 60 or over, swims are "
        "half price until 19 November 2027. Add it here with one press: "
    )
    assert service.reach()["pools"].residents == 1


def test_nobody_is_told_twice_however_often_it_is_counted(known: None, clock: Any):
    somebody()
    for _ in range(3):
        count(OLD, SWIMS)
        clock.move(days=1)
    ServiceReach.update(started_on=date(2026, 11, 1)).execute()
    service.count_page({"day": "2026-11-23", "after": 0, "counts": {"pools": 0}, "new": ["pools"]}, (SWIMS,))
    assert Message.select().count() == 1


def test_a_service_that_is_not_new_tells_nobody(known: None):
    somebody()
    count(OLD)
    assert told() == set()


def test_a_service_that_begins_later_waits_for_its_day(known: None, clock: Any):
    somebody()
    later = replace(SWIMS, begins_on=date(2026, 11, 22))
    count(later)
    assert ServiceReach.get_or_none(ServiceReach.service == "pools") is None
    clock.move(days=2)
    count(later)
    assert len(told()) == 1


def test_who_cannot_be_reached_can_be_told_later(known: None):
    somebody(email="", mobile="", postcode="")
    count(SWIMS)
    assert ServiceTold.select().count() == 0


def test_how_many_each_is_open_to_is_counted_once_a_day(clock: Any):
    for born_on in (date(1956, 1, 1), date(1950, 2, 3), date(2001, 1, 1), None):
        somebody(born_on, tell=False)
    somebody(date(1956, 1, 1), tell=False, card=None)
    count(OLD, SWIMS)
    assert {slug: row.residents for slug, row in service.reach().items()} == {"libraries": 5, "pools": 3}
    somebody(date(1956, 1, 1))
    count(OLD, SWIMS)
    assert service.reach()["pools"].residents == 3
    clock.move(days=1)
    count(OLD, SWIMS)
    assert service.reach()["pools"].residents == 4


def test_the_worker_counts_what_the_portal_has():
    somebody()
    service.begin()
    worker.drain()
    assert {slug: row.residents for slug, row in service.reach().items()} == {
        "libraries": 1,
        "city-save": 1,
        "swims": 1,
    }


@pytest.mark.parametrize("people", [0, 1, 3, 4])
def test_pages_leave_nobody_out(people: int):
    for _ in range(people):
        somebody()
    count(OLD, SWIMS, size=2)
    assert service.reach()["pools"].residents == people
    assert Message.select().count() == 2 * people  # both are new here


KILLED = """
import os, signal, sys
from westminster.core import db, settings
from westminster.core.db import atomic, database, is_sqlite
from westminster.openings import jobs, service
db.connect(sys.argv[1])
told = {"WESTMINSTER_MODE": "demo", "STATE_DIR": sys.argv[2], "SECRET_KEY": "k" * 32}
settings.install(settings.Settings.from_environ(told))
from westminster.core.models import Outbox
row = Outbox.get(Outbox.subscriber == "westminster.openings.jobs.count")
with atomic():
    service.count_page(row.payload)
    row.delete_instance()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.own_database
def test_killed_in_the_middle_it_goes_on_where_it_was_and_writes_once(engine: Engine, db: Any, tmp_path: Path):
    people = [somebody() for _ in range(3)]
    service.begin()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, url_of(engine, db), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": "."},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert Message.select().count() == 0
    with atomic():
        (row,) = Outbox.select().where(Outbox.subscriber == "westminster.openings.jobs.count")
        service.count_page(row.payload)
    assert Message.select().count() == len(SERVICES) * len(people)
    assert {row.residents for row in service.reach().values()} == {3}


def test_the_last_page_costs_what_the_first_does():
    """By the place of a person, never by counting rows off."""
    for _ in range(20):
        somebody(card=None)
    explain = "EXPLAIN QUERY PLAN" if is_sqlite() else "EXPLAIN"
    if not is_sqlite():
        database.execute_sql("SET LOCAL enable_seqscan = off")  # so few rows it would read whole
    rows = database.execute_sql(f"{explain} {service._PEOPLE.format(p=database.param)}", (5, 10)).fetchall()
    plan = " ".join(str(part) for row in rows for part in row)
    assert "proof_resident_id" in plan
    assert ("SEARCH resident USING INTEGER PRIMARY KEY" if is_sqlite() else "resident_pkey") in plan
