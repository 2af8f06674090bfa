"""The audit trail as an auditor reads it: newest first, by who, what and when, a page at a time."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import fn

from ..accounts.staff import actor_of, names, staff_of
from ..audit.models import AuditEntry
from ..audit.service import record
from ..core.clock import LONDON
from ..core.db import atomic, database
from ..core.limits import allow

A_PAGE = 50
ONE_LOOK = timedelta(hours=1)
# From one act to the next by the index: the trail is too long to be read for what is in it.
_ACTS = """
WITH RECURSIVE known(act) AS (
    SELECT min(act) FROM audit_entry
    UNION ALL SELECT (SELECT min(act) FROM audit_entry WHERE act > known.act) FROM known WHERE known.act IS NOT NULL
) SELECT act FROM known WHERE act IS NOT NULL
"""


@dataclass(frozen=True)
class Line:
    """`who` and `about` are the trail's names, or the name of a member of staff; `detail` are pairs of words."""

    id: int
    at: datetime
    who: str
    act: str
    about: str
    detail: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Wanted:
    """What an auditor asks to see; None is any. `before` is the id of the line above the page."""

    staff_id: int | None = None
    act: str | None = None
    on: date | None = None
    before: int | None = None


def read(wanted: Wanted, *, staff_id: int) -> tuple[list[Line], int | None]:
    """A page, and what is `before` the next one, None at the end. That it was read is written down too."""
    on = wanted.on.isoformat() if wanted.on else None
    note_reading("trail", staff_id=staff_id, who=wanted.staff_id, what=wanted.act, on=on)
    query = AuditEntry.select().where(*_where(wanted)).order_by(AuditEntry.id.desc()).limit(A_PAGE + 1)
    entries = list(query)
    return described(entries[:A_PAGE]), entries[A_PAGE - 1].id if len(entries) > A_PAGE else None


def acts() -> list[str]:
    """Every act there is a line of."""
    return [act for (act,) in database.execute_sql(_ACTS).fetchall()]


def described(entries: Iterable[AuditEntry]) -> list[Line]:
    found = list(entries)
    known = names({staff for one in found for name in (one.actor, one.subject) if (staff := staff_of(name))})
    return [
        Line(one.id, one.at, _name(one.actor, known), one.act, _name(one.subject, known), _pairs(one.detail))
        for one in found
    ]


def note_reading(what_of: str, *, staff_id: int, **asked: str | int | None) -> None:
    """Once an hour for what was asked for, however many pages of it were read."""
    with atomic():
        if allow(f"trail:{staff_id}:{what_of}:{json.dumps(asked)}", 1, ONE_LOOK):
            record("audit.read", actor=actor_of(staff_id), subject=what_of, **asked)


def ids_from(at: datetime, until: datetime | None = None) -> tuple[int, int]:
    """The lowest and the highest id of the lines from `at` on, and before `until`; from 1 to 0 for none.

    Lines are made in the order of their time, but for those of a clock that was put back.
    """
    when = [AuditEntry.at >= at, *([AuditEntry.at < until] if until else [])]
    found: Any = AuditEntry.select(fn.MIN(AuditEntry.id), fn.MAX(AuditEntry.id)).where(*when).tuples().get()
    return (found[0], found[1]) if found[0] else (1, 0)


def _where(wanted: Wanted) -> list[Any]:
    where = [AuditEntry.id > 0]
    if wanted.staff_id is not None:
        where.append(AuditEntry.actor == actor_of(wanted.staff_id))
    if wanted.act is not None:
        where.append(AuditEntry.act == wanted.act)
    if wanted.on is not None:
        since, until = _midnight(wanted.on), _midnight(wanted.on + timedelta(days=1))
        where += [AuditEntry.id.between(*ids_from(since, until)), AuditEntry.at >= since, AuditEntry.at < until]
    if wanted.before is not None:
        where.append(AuditEntry.id < wanted.before)
    return where


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _name(name: str, known: dict[int, str]) -> str:
    staff = staff_of(name)
    return f"{known[staff]} ({name})" if staff in known else name


def _pairs(detail: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, str(value)) for key, value in json.loads(detail).items() if value is not None)
