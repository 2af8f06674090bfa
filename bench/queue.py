"""What the pages of the queue, a search and a case take of one core: with few residents, and with many and their cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from flask import Flask

from westminster.accounts.models import Account, StaffMember, StaffRole
from westminster.applications.models import Application
from westminster.casework import service
from westminster.casework.tabs import TABS
from westminster.core.bulk import insert_many
from westminster.core.clock import now, today
from westminster.core.db import UTCDateTimeField, atomic, database
from westminster.residents.models import Resident, ResidentWord

from .city import cookie
from .in_process import milliseconds
from .load import Ask

TIMES = 20  # in each round
SMALL, FEW = 2_500, 2_400  # so that every tab has its page full and its count at its end
_OF_RESIDENT = ("public_id", "full_name", "surname", "born_on", "address", "postcode", "safe_to_write", "email", "mobile", "channel", "language", "access_needs", "created_at")  # fmt: skip
_NEW_WORDS = "INSERT INTO name_word SELECT word FROM resident_word EXCEPT SELECT word FROM name_word"
_ANSWERS = '{"basis": "lives_in_westminster", "born_on": "1984-05-17", "postcode": "NW8 8EU", "line_1": "1 High Street", "line_2": "", "town": "London", "first_name": "A", "last_name": "B"}'
_COLUMNS = ("public_id", "reference", "resident_id", "status", "answers", "saved_at", "submitted_at", "why_a_person", "due_on", "owner_id")  # fmt: skip


@dataclass(frozen=True)
class Grown:
    """`before` and `after` it grew: milliseconds of one core for one page of each, everything included."""

    before: dict[str, float]
    after: dict[str, float]
    residents: int
    cases: int


def measure(portal: Flask, residents: int, cases: int) -> Grown:
    """In the city of `portal`, which then has `residents` more and `cases` open ones in all."""
    staff = _colleague()
    _add_residents(0, SMALL)
    _add_cases(0, FEW, staff)
    before = _asked(portal, staff)
    _add_residents(SMALL, residents)
    _add_cases(FEW, cases, staff)
    return Grown(before, _asked(portal, staff), Resident.select().count(), cases)


def _asked(portal: Flask, staff: int) -> dict[str, float]:
    case, person = service.find("bench-1"), Resident.get(Resident.full_name != "")
    service.open_case(case, staff)
    asks = {
        "queue": [_ask(f"/staff?state={tab}", staff) for tab in TABS],
        "search": [_ask("/staff/people", staff, typed) for typed in (person.full_name, person.full_name + "x")],
        "case": [_ask(f"/staff/cases/{case.public_id}", staff)],
    }
    return {name: milliseconds(portal, some * TIMES) for name, some in asks.items()}


def _ask(path: str, staff: int, typed: str = "") -> Ask:
    """From a browser of its own; what somebody looks for is in the session."""
    return Ask(path, {"Cookie": cookie(staff, people_typed=typed)})


def _add_residents(start: int, end: int) -> None:
    """With surnames of their own: some tens of thousands of different words, as a city has."""
    last = int(Resident.select(Resident.id).order_by(Resident.id.desc()).limit(1).scalar())
    at, names = UTCDateTimeField().db_value(now()), [_name(number) for number in range(start, end)]
    rows = (
        (f"more-{n}", " ".join(name), name[1], date(1940 + n % 70, n % 12 + 1, n % 28 + 1), "[]", "NW8 8EU", True, "", "", "email", "en", "[]", at)
        for n, name in enumerate(names, start)
    )  # fmt: skip
    with atomic():
        insert_many(Resident, _OF_RESIDENT, rows)
        first = int(Resident.select(Resident.id).where(Resident.id > last).order_by(Resident.id).limit(1).scalar())
        words = ((word, first + n) for n, name in enumerate(names) for word in name)
        insert_many(ResidentWord, ("word", "resident_id"), words)
        database.execute_sql(_NEW_WORDS)


def _name(number: int) -> tuple[str, str]:
    letters = "bcdfghjklm"
    family = "".join(letters[number // 10**place % 10] + "aeiou"[number // 3**place % 5] for place in range(4))
    return f"q{'aeiou'[number % 5]}{letters[number // 5 % 10]}o{letters[number // 50 % 10]}", f"q{family}"


def _add_cases(start: int, end: int, staff: int) -> None:
    with atomic():
        insert_many(Application, _COLUMNS, _open(start, end, staff))


def _open(start: int, end: int, staff: int) -> Iterator[tuple[Any, ...]]:
    """One for each of the first residents, half of them of one colleague."""
    at, people = UTCDateTimeField().db_value(now()), Resident.select(Resident.id).order_by(Resident.id)
    busy = {row.resident_id for row in Application.select(Application.resident)}
    free = (row.id for row in people if row.id not in busy)
    for number, resident in enumerate(islice(free, end - start), start):
        due_on = today() + timedelta(days=number % 20 - 12)
        name = f"bench-{number}"
        yield name, name, resident, "with_staff", _ANSWERS, at, at, "no_match", due_on, None if number % 2 else staff


def _colleague() -> int:
    account = Account.create(realm="staff", issuer="local", subject="bench", created_at=now(), signed_in_at=now())
    StaffMember.create(account=account.id, name="Bea Bench", email="bea@example.com", password_hash="$argon2id$x", totp_secret="s", set_up_at=now())  # noqa: S106  # fmt: skip  # nobody signs in
    for role in ("adviser", "assessor"):  # who may look for people by name, and decide
        StaffRole.create(account=account.id, role=role)
    return int(account.id)
