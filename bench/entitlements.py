"""What the rules take: one resident's entitlements, and a new service applied to everybody by the worker."""

import time
from dataclasses import dataclass
from datetime import date

from westminster.core.clock import now, today
from westminster.core.db import UTCDateTimeField, atomic, database
from westminster.core.models import Outbox
from westminster.openings.models import ServiceReach, ServiceTold
from westminster.openings.service import begin, count_page
from westminster.proofs.models import Proof
from westminster.residents.models import Resident
from westminster.services.catalogue import opened_to
from westminster.services.service import entitlements

ROUNDS, SOME = 7, 1_000
FACTS = ("lives_in_westminster", "disabled", "carer", "low_income")  # four for each: of 255,000 a million and more
_PROVE = """
INSERT INTO proof (resident_id, fact, source, method, detail, from_on, until_on, recorded_at)
SELECT id, {p}, 'document', 'seen by a person', '{{}}', {p}, {p}, {p} FROM resident
WHERE NOT EXISTS (SELECT 1 FROM proof WHERE proof.resident_id = resident.id AND proof.fact = {p})
"""


@dataclass(frozen=True)
class Entitlements:
    """`milliseconds` of one core for one resident, the questions included; `seconds` of the worker for all of them.

    `told` are the messages it wrote meanwhile to those who asked for them.
    """

    milliseconds: float
    seconds: float
    residents: int
    proofs: int
    told: int


def measure() -> Entitlements:
    """In the city that the process is connected to."""
    _prove()
    milliseconds, (seconds, told) = _one(), _all()
    return Entitlements(milliseconds, seconds, Resident.select().count(), Proof.select().count(), told)


def _prove() -> None:
    day, instant = today(), UTCDateTimeField().db_value(now())
    with atomic():
        for number, fact in enumerate(FACTS, 1):
            days = (date(day.year - 1, number, 1), date(day.year + 1, number, 1))
            database.execute_sql(_PROVE.format(p=database.param), (fact, *days, instant, fact))


def _one() -> float:
    ids = [row.id for row in Resident.select(Resident.id).limit(SOME)]
    rounds = []
    for _ in range(ROUNDS):
        opened_to.cache_clear()
        start = time.process_time()
        for resident_id in ids:
            entitlements(resident_id, today())
        rounds.append(time.process_time() - start)
    return min(rounds) / len(ids) * 1000


def _all() -> tuple[float, int]:
    """As if every service were new, and everybody had asked to be told who has a card.

    The same transactions as the worker's, without what else waits for it.
    """
    ServiceTold.delete().execute()
    ServiceReach.delete().execute()
    Resident.update(tell_new=True).execute()
    start = time.perf_counter()
    begin()
    while row := Outbox.get_or_none(Outbox.subscriber == "westminster.openings.jobs.count"):
        with atomic():
            count_page(row.payload)
            row.delete_instance()
    return time.perf_counter() - start, ServiceTold.select().count()
