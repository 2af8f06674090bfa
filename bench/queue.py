"""What the queue, a search and a case take of one core: with few residents, and with many and their open cases."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from westminster.accounts.models import Account, StaffMember, StaffRole
from westminster.applications.models import Application
from westminster.casework import caseload, search, service
from westminster.casework.tabs import TABS, Wanted, counts
from westminster.core.bulk import insert_many
from westminster.core.clock import now, today
from westminster.core.db import UTCDateTimeField, atomic
from westminster.residents.models import Resident

ROUNDS, TIMES = 5, 10
CASES = 50_000
_ANSWERS = '{"basis": "lives_in_westminster", "born_on": "1984-05-17", "postcode": "", "first_name": "A", "last_name": "B"}'
_COLUMNS = ("public_id", "reference", "resident_id", "status", "answers", "saved_at", "submitted_at", "why_a_person", "due_on", "owner_id")  # fmt: skip


def measure(cases: int) -> dict[str, float]:
    """Milliseconds of each, in the city that the process is connected to, once it has `cases` open ones."""
    staff = _colleague()
    with atomic():
        insert_many(Application, _COLUMNS, _open(cases, staff))
    person = Resident.select().where(Resident.full_name != "").order_by(Resident.id.desc()).first()
    case = service.find("bench-1")
    asks: dict[str, Callable[[], Any]] = {
        "queue": lambda: [(caseload.listed(Wanted(tab, staff)), counts(staff)) for tab in TABS],
        "search": lambda: [search.look_for(typed) for typed in (person.full_name, person.surname + "x")],
        "case": lambda: service.case(case, staff),
    }
    return {name: _milliseconds(ask) for name, ask in asks.items()}


def _open(cases: int, staff: int) -> Iterator[tuple[Any, ...]]:
    """One for each of the first residents, a fifth of them of one colleague."""
    at, people = UTCDateTimeField().db_value(now()), Resident.select(Resident.id).order_by(Resident.id)
    busy = {row.resident_id for row in Application.select(Application.resident)}
    free = (row.id for row in people if row.id not in busy)
    for number, resident in enumerate(islice(free, cases)):
        due_on = today() + timedelta(days=number % 20 - 2)
        name = f"bench-{number}"
        yield name, name, resident, "with_staff", _ANSWERS, at, at, "no_match", due_on, None if number % 5 else staff


def _colleague() -> int:
    account = Account.create(realm="staff", issuer="local", subject="bench", created_at=now(), signed_in_at=now())
    StaffMember.create(account=account.id, name="Bea Bench", email="bea@example.com", password_hash="$argon2id$x", totp_secret="s", set_up_at=now())  # noqa: S106  # fmt: skip  # nobody signs in
    StaffRole.create(account=account.id, role="assessor")
    return int(account.id)


def _milliseconds(ask: Callable[[], Any]) -> float:
    ask()
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(TIMES):
            ask()
        rounds.append(time.process_time() - start)
    return min(rounds) / TIMES * 1000
