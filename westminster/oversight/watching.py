"""Look through what was added to the trail, and flag what is unusual about who read whose record."""

import json
from collections.abc import Iterable
from typing import Any

from ..accounts.staff import able, actor_of, names, staff_of
from ..applications.working_days import is_working_day
from ..audit.models import AuditEntry
from ..audit.service import record
from ..core.clock import london, now
from ..core.db import atomic, locked
from ..core.ids import new_token
from ..core.settings import current
from ..core.words import N_
from ..messages.rules import Contact, Notice
from ..messages.service import send
from ..residents.models import Resident
from .models import ReadingFlag, ReadingFlagLine, ReadingWatched
from .rules import WEEK, Found, Read, has_surname, is_at_work, unusual
from .trail import ids_from

_SUBJECT = N_("Unusual reading in the MyWestminster back office")
AT_ONCE = 500  # lines looked through in one transaction


def watch(at_once: int = AT_ONCE) -> None:
    """All that is new since the last time; a line is looked through once."""
    while _watch_some(at_once):
        pass


def _watch_some(at_once: int) -> bool:
    """False when there was nothing new."""
    with atomic():
        watched = locked(ReadingWatched.select()).get()
        new = _reads(AuditEntry.id > watched.last_entry_id, limit=at_once)
        if not new:
            return False
        staff, surnames = names({read.staff_id for read in new}), _surnames({read.resident_id for read in new})
        week = AuditEntry.id.between(*_week_before(new))
        for staff_id in sorted(staff):
            known = _reads(AuditEntry.actor == actor_of(staff_id), week)
            for read in (read for read in new if read.staff_id == staff_id):
                same_name = has_surname(staff[staff_id], surnames.get(read.resident_id, ""))
                before = [one for one in known if one.entry_id < read.entry_id and read.at - one.at < WEEK]
                for found in unusual(read, before, same_name=same_name):
                    _flag(found)
        ReadingWatched.update(last_entry_id=new[-1].entry_id).execute()
    return True


def _reads(*where: Any, limit: int | None = None) -> list[Read]:
    lines = AuditEntry.select().where(AuditEntry.act == "person.read", *where).order_by(AuditEntry.id).limit(limit)
    return [_read(line) for line in lines]


def _read(line: AuditEntry) -> Read:
    """Every line of this act is by a member of staff about a resident."""
    here = london(line.at)
    return Read(
        entry_id=line.id,
        at=line.at,
        on=here.date(),
        staff_id=staff_of(line.actor) or 0,
        resident_id=int(line.subject.partition(":")[2]),
        at_work=is_at_work(here.hour, working_day=is_working_day(here.date())),
        with_case=json.loads(line.detail).get("why") == "case",
    )


def _week_before(new: list[Read]) -> tuple[int, int]:
    """The ids of the lines of the week before the first of these, and up to the last."""
    first, _ = ids_from(min(read.at for read in new) - WEEK)
    return first, new[-1].entry_id


def _surnames(resident_ids: Iterable[int]) -> dict[int, str]:
    found = Resident.select(Resident.id, Resident.surname).where(Resident.id.in_(list(resident_ids)))
    return {one.id: one.surname for one in found}


def _flag(found: Found) -> None:
    """One open flag for each rule, member of staff and person; it grows until somebody has looked at it."""
    same = {"rule": found.rule, "staff": found.staff_id, "about": found.about}
    flag = ReadingFlag.get_or_none(ReadingFlag.looked_at.is_null(), **same)
    if flag is None:
        flag = ReadingFlag.create(public_id=new_token(10), found_at=now(), **same)
        record("reading.flagged", actor="system", subject=actor_of(found.staff_id), flag=flag.id, rule=found.rule)
        _tell_auditors(found.staff_id)
    rows = [{"flag": flag.id, "entry_id": line} for line in found.lines]
    ReadingFlagLine.insert_many(rows).on_conflict_ignore().execute()


def _tell_auditors(about: int) -> None:
    """That something waits, and not what: an email is no place for who read whose record. Never whom it is about."""
    body = N_(
        "Somebody read records in a way that is not usual. It waits for you to look at it: %(address)s",
        address=f"{current().base_url}/staff/audit/unusual",
    )
    for auditor in able("audit.read"):
        if auditor.account_id != about:
            send(Contact("email", auditor.email), Notice(_SUBJECT, body), about=actor_of(auditor.account_id))
