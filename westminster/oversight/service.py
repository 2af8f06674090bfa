"""Flags as an auditor sees them: what was unusual, the lines behind it, and that somebody looked."""

from dataclasses import dataclass
from datetime import datetime

from ..accounts.staff import actor_of, names
from ..audit.models import AuditEntry
from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.errors import NotFound, Refused
from ..core.words import N_, Words
from .models import ReadingFlag, ReadingFlagLine
from .rules import RULES
from .trail import Line, described, note_reading

FEW, MOST_LINES = 50, 200


@dataclass(frozen=True)
class Flag:
    """`looked_by` and `note` are empty while nobody has looked."""

    public_id: str
    what: Words
    who: str
    own: bool
    about: str
    found_at: datetime
    looked_at: datetime | None
    looked_by: str
    note: str


def flags(*, looked_at: bool, staff_id: int) -> list[Flag]:
    """Those that wait, oldest first; or the last that somebody looked at."""
    if looked_at:
        query = ReadingFlag.select().where(ReadingFlag.looked_at.is_null(False)).order_by(ReadingFlag.looked_at.desc())
    else:
        query = ReadingFlag.select().where(ReadingFlag.looked_at.is_null()).order_by(ReadingFlag.id)
    return _described(list(query.limit(FEW)), staff_id)


def find(public_id: str, *, staff_id: int) -> Flag:
    """Raises NotFound."""
    return _described([_get(public_id)], staff_id)[0]


def lines_of(public_id: str, *, staff_id: int) -> list[Line]:
    """The newest lines behind a flag; that they were read is written down. Raises NotFound."""
    flag = _get(public_id)
    note_reading(f"flag:{flag.id}", staff_id=staff_id)
    behind = ReadingFlagLine.select(ReadingFlagLine.entry_id).where(ReadingFlagLine.flag == flag.id)
    entries = AuditEntry.select().where(AuditEntry.id.in_(behind)).order_by(AuditEntry.id.desc())
    return described(entries.limit(MOST_LINES))


def look_at(public_id: str, note: str, *, staff_id: int) -> None:
    """Mark it, with what came of it. Raises NotFound; Refused where it was marked, or is about oneself."""
    with atomic():
        flag = locked(ReadingFlag.select().where(ReadingFlag.public_id == public_id)).first()
        if flag is None:
            raise NotFound
        if flag.looked_at is not None:
            raise Refused(N_("Somebody has looked at this already."))
        if flag.staff_id == staff_id:
            raise Refused(N_("This is about you, so a colleague must look at it."))
        marked = {"looked_at": now(), "looked_by": staff_id, "note": note}
        ReadingFlag.update(marked).where(ReadingFlag.id == flag.id).execute()
        record("reading.looked_at", actor=actor_of(staff_id), subject=actor_of(flag.staff_id), flag=flag.id)


def _get(public_id: str) -> ReadingFlag:
    flag = ReadingFlag.get_or_none(ReadingFlag.public_id == public_id)
    if flag is None:
        raise NotFound
    return flag


def _described(found: list[ReadingFlag], staff_id: int) -> list[Flag]:
    known = names({one for flag in found for one in (flag.staff_id, flag.looked_by_id) if one is not None})
    return [
        Flag(
            public_id=flag.public_id,
            what=RULES[flag.rule].words,
            who=known[flag.staff_id],
            own=flag.staff_id == staff_id,
            about=flag.about,
            found_at=flag.found_at,
            looked_at=flag.looked_at,
            looked_by=known.get(flag.looked_by_id or 0, ""),
            note=flag.note or "",
        )
        for flag in found
    ]
