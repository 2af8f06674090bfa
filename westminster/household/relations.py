"""Who looks after whose card today; how that begins and ends. Everybody else asks here whether somebody may."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee

from ..audit.service import record
from ..cards import service as cards
from ..cards.models import Card
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.errors import NotFound, Refused
from ..core.words import N_
from ..life import dying
from ..messages.rules import Notice
from ..messages.service import send
from ..residents.models import Resident
from ..residents.service import contact
from . import notices
from .models import Acting, ActingAsk, ChildAsk
from .rules import ASK_KEPT, KINDS

OWN = N_("This is your own record, or that of somebody close to you. A colleague does it.")
SETTLED = N_("It was dealt with already.")
_ALREADY = N_("One of you looks after the card of the other already.")
_OPEN = Acting.ended_at.is_null()


@dataclass(frozen=True)
class LookedAfter:
    """Somebody whose card one looks after until `until_on`; `status` is that of the card, None without one."""

    person: Resident
    kind: str
    until_on: date
    card: Card | None
    status: str | None


def open_relation(holder: Resident, person: Resident, *, actor: str, **told: Any) -> None:
    """From now on `holder` looks after the card. `told` are columns of Acting. Raises Refused where one of the two does."""
    told = {"paper": None, "ending": "", "confirmed_by": None} | told
    try:
        with atomic():
            acting = Acting.create(holder=holder, person=person, confirmed_at=now(), **told)
    except peewee.IntegrityError as error:
        raise Refused(_ALREADY) from error
    record("acting.begun", actor=actor, subject=f"resident:{person.id}", acting=acting.id, holder=holder.id)


def looked_after(holder_id: int) -> list[LookedAfter]:
    """Whose cards one looks after today, the youngest last."""
    rows = Acting.select(Acting, Resident).join(Resident, on=Acting.person)
    rows = rows.where(Acting.holder == holder_id, _OPEN, Acting.until_on >= today())
    return [_shown(row) for row in sorted(rows, key=lambda row: (row.person.born_on or date.min, row.id))]


def person_of(holder_id: int, public_id: str) -> Resident:
    """One of them, by the id in addresses. Raises NotFound, after the last day too."""
    for one in looked_after(holder_id):
        if one.person.public_id == public_id:
            return one.person
    raise NotFound


def holders_of(person_id: int) -> list[Acting]:
    """Who looks after somebody's card today."""
    rows = Acting.select(Acting, Resident).join(Resident, on=Acting.holder)
    return list(rows.where(Acting.person == person_id, _OPEN, Acting.until_on >= today()).order_by(Acting.id))


def end(holder_id: int, person: Resident, by: str, *, actor: str) -> None:
    """From now on they do not look after it; the card stays. Done again, it stays so. `by` is holder, person or staff."""
    with atomic():
        for acting in locked(Acting.select().where(Acting.holder == holder_id, Acting.person == person, _OPEN)):
            _end(acting, by, actor)
            if by != "holder":
                write(acting.holder, notices.ended(person.full_name))


def end_for_death(resident_id: int) -> None:
    """Of whom has died, and of whom they looked after; nothing where it was a mistake that is put right already."""
    with atomic():
        if dying.of(resident_id) is None:
            return
        ChildAsk.delete().where(ChildAsk.holder == resident_id).execute()
        ActingAsk.delete().where((ActingAsk.holder == resident_id) | (ActingAsk.person == resident_id)).execute()
        either = (Acting.holder == resident_id) | (Acting.person == resident_id)
        for acting in locked(Acting.select().where(either, _OPEN)):
            _end(acting, "death", "system")


def begin_again(resident_id: int, since: datetime) -> None:
    """They have not died: what ended for that, `since` then, goes on. Not where another has died, or it began anew."""
    either = (Acting.holder == resident_id) | (Acting.person == resident_id)
    ended = Acting.select().where(either, Acting.ended_by == "death", Acting.ended_at >= since)
    for acting in list(ended.order_by(Acting.id)):
        if dying.of(acting.holder_id) or dying.of(acting.person_id):
            continue
        with suppress(peewee.IntegrityError), atomic():
            acting.ended_at = acting.ended_by = None
            acting.save()
            subject = f"resident:{acting.person_id}"
            record("acting.begun", actor="system", subject=subject, acting=acting.id, holder=acting.holder_id)
            if acting.kind in KINDS:
                _reach_otherwise(acting.person)


def end_over() -> None:
    """Whose last day is over; from then nobody could act for them anyhow."""
    for found in list(Acting.select().where(_OPEN, Acting.until_on < today()).order_by(Acting.id)):
        with atomic():
            acting = locked(Acting.select().where(Acting.id == found.id, _OPEN)).first()
            if acting is None:
                continue
            if acting.kind in KINDS:
                _end(acting, "birthday", "system")
                write(acting.holder, notices.grown_up(acting.person.full_name))
            else:
                _end(acting, "end_date", "system")
                for one in (acting.holder, acting.person):
                    write(one, notices.over(acting.holder.full_name))


def forget_asks() -> int:
    """What nobody showed a paper for, or agreed to, goes with its names; how many."""
    long_ago = now() - ASK_KEPT
    return sum(int(kind.delete().where(kind.asked_at < long_ago).execute()) for kind in (ChildAsk, ActingAsk))


def write(resident: Resident, notice: Notice) -> None:
    """To whom we can reach."""
    if reach := contact(resident):
        send(reach, notice, about=f"resident:{resident.id}")


def _end(acting: Acting, by: str, actor: str) -> None:
    acting.ended_at, acting.ended_by = now(), by
    acting.save()
    subject = f"resident:{acting.person_id}"
    record("acting.ended", actor=actor, subject=subject, acting=acting.id, holder=acting.holder_id, by=by)
    if acting.kind in KINDS:
        _reach_otherwise(acting.person)


def _reach_otherwise(child: Resident) -> None:
    """Who was reached through this parent is reached so no more: through the other one, else by letter."""
    if child.account_id is not None:
        return
    other = next((one.holder for one in holders_of(child.id) if one.kind in KINDS), None)
    reach = (other.email, other.mobile, other.channel) if other else ("", "", "letter")
    columns = (Resident.email, Resident.mobile, Resident.channel)
    Resident.update(dict(zip(columns, reach, strict=True))).where(Resident.id == child.id).execute()


def _shown(row: Acting) -> LookedAfter:
    card = cards.for_resident(row.person_id)
    return LookedAfter(row.person, row.kind, row.until_on, card, card.status_on(today()) if card else None)
