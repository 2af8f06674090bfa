"""Look after the card of another adult: by their own yes, or by a paper of a court or a power of attorney."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..accounts.staff import actor_of, is_self
from ..audit.models import AuditEntry
from ..audit.service import record
from ..cards import service as cards
from ..cards.models import Card
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.errors import NotFound, Refused
from ..core.ids import new_token
from ..core.limits import allow
from ..core.words import N_, Words
from ..residents.models import Resident
from ..residents.rules import age_on
from . import notices
from .models import ActingAsk
from .relations import OWN, SETTLED, open_relation, write
from .rules import GROWN_UP, why_not_until

TRIES, PER = 5, timedelta(days=1)
_UNKNOWN = N_("We know no card of an adult with this number. Check it and try again.")
_MINE = N_("This is your own card.")
_TRIES = N_("You have tried 5 numbers today. Try again tomorrow, or ask at a library.")
# What a helper can do to a card, said to its person.
DONE = {
    "card.stopped": N_("Stopped your card"),
    "card.restored": N_("Let your card work again"),
    "card.replaced": N_("Got a new card for you"),
}


@dataclass(frozen=True)
class Done:
    """What somebody who looks after a card did."""

    at: datetime
    what: Words
    who: str


def ask(holder: Resident, number: str, kind: str, until_on: date, *, actor: str) -> ActingAsk:
    """Ask to look after the card with this number; the same again changes nothing. Raises Refused."""
    if reason := why_not_until(until_on, today()):
        raise Refused(reason, "until_on")
    if not allow(f"acting:{holder.id}", TRIES, PER):
        raise Refused(_TRIES)
    person = _person(number)
    if person.id == holder.id:
        raise Refused(_MINE, "number")
    with atomic():
        list(locked(Resident.select(Resident.id).where(Resident.id == holder.id)))
        asked = ActingAsk.get_or_none(ActingAsk.holder == holder, ActingAsk.person == person)
        if asked is None:
            told = {"kind": kind, "until_on": until_on, "asked_at": now()}
            asked = ActingAsk.create(public_id=new_token(10), holder=holder, person=person, **told)
            record("acting.asked", actor=actor, subject=f"resident:{person.id}", ask=asked.id, holder=holder.id)
            write(person, notices.asked(holder.full_name))
    return asked


def asks_by(holder_id: int) -> list[ActingAsk]:
    return list(ActingAsk.select().where(ActingAsk.holder == holder_id).order_by(ActingAsk.id))


def asks_about(person_id: int) -> list[ActingAsk]:
    """Who asks to look after somebody's card."""
    rows = ActingAsk.select(ActingAsk, Resident).join(Resident, on=ActingAsk.holder)
    return list(rows.where(ActingAsk.person == person_id).order_by(ActingAsk.id))


def find(person_id: int, public_id: str) -> ActingAsk:
    """One of `asks_about`. Raises NotFound."""
    asked = ActingAsk.get_or_none(ActingAsk.person == person_id, ActingAsk.public_id == public_id)
    if asked is None:
        raise NotFound
    return asked


def find_own(holder_id: int, public_id: str) -> ActingAsk:
    """One of `asks_by`. Raises NotFound."""
    asked = ActingAsk.get_or_none(ActingAsk.holder == holder_id, ActingAsk.public_id == public_id)
    if asked is None:
        raise NotFound
    return asked


def agree(asked: ActingAsk, *, actor: str) -> None:
    """The person says yes, signed in. Of a carer that is enough; of others too, but what a court said is for staff.

    Raises Refused.
    """
    with atomic():
        held = _hold(asked)
        if held.kind != "carer":
            raise Refused(N_("Staff look at their paper first."))
        open_relation(held.holder, held.person, kind=held.kind, until_on=_until(held), actor=actor)
        write(held.holder, notices.begun(held.person.full_name))
        held.delete_instance()


def decline(asked: ActingAsk, *, actor: str) -> None:
    """The person, who asked, or staff say no; done again, it stays so."""
    with atomic():
        held = locked(ActingAsk.select().where(ActingAsk.id == asked.id)).first()
        if held:
            record("acting.declined", actor=actor, subject=f"resident:{held.person_id}", ask=held.id)
            if actor != f"resident:{held.holder_id}":
                write(held.holder, notices.declined(held.person.full_name))
            held.delete_instance()


def confirm(asked: ActingAsk, paper: str, ending: str, *, staff_id: int) -> None:
    """Staff have seen the `paper`, or heard the person's yes. Raises Refused."""
    with atomic():
        held = _hold(asked)
        if is_self(staff_id, held.holder) or is_self(staff_id, held.person):
            raise Refused(OWN)
        open_relation(
            held.holder,
            held.person,
            kind=held.kind,
            until_on=_until(held),
            paper=paper,
            ending=ending,
            confirmed_by=staff_id,
            actor=actor_of(staff_id),
        )
        write(held.holder, notices.begun(held.person.full_name))
        write(held.person, notices.begun_for(held.holder.full_name))
        held.delete_instance()


def done_for(person_id: int) -> list[Done]:
    """What others who looked after somebody's card did to it, the newest first."""
    own = [f"card:{card.id}" for card in Card.select(Card.id).where(Card.resident == person_id)]
    lines = AuditEntry.select().where(AuditEntry.subject.in_(own), AuditEntry.act.in_(list(DONE)))
    lines = lines.where(AuditEntry.actor.startswith("resident:"), AuditEntry.actor != f"resident:{person_id}")
    found = list(lines.order_by(AuditEntry.id.desc()).limit(50))
    ids = {int(line.actor.partition(":")[2]) for line in found}
    names = {one.id: one.full_name for one in Resident.select().where(Resident.id.in_(ids))}
    return [Done(line.at, DONE[line.act], names[int(line.actor.partition(":")[2])]) for line in found]


def _person(number: str) -> Resident:
    try:
        person: Resident = cards.find_by_number(number).resident
    except NotFound:
        raise Refused(_UNKNOWN, "number") from None
    if person.born_on is None or age_on(person.born_on, today()) < GROWN_UP:
        raise Refused(_UNKNOWN, "number")
    return person


def _hold(asked: ActingAsk) -> ActingAsk:
    held: ActingAsk | None = locked(ActingAsk.select().where(ActingAsk.id == asked.id)).first()
    if held is None:
        raise Refused(SETTLED)
    return held


def _until(asked: ActingAsk) -> date:
    """Raises Refused where the day is over already."""
    if reason := why_not_until(asked.until_on, today()):
        raise Refused(reason)
    until: date = asked.until_on
    return until
