"""Somebody has died: everything ends at once and in silence. A mistake is put right by two people."""

from datetime import date
from typing import Any

from ..accounts import service as accounts
from ..accounts import two_person
from ..accounts.joining import ways_of
from ..accounts.staff import actor_of, is_self, staff_of
from ..applications import afterwards
from ..audit.service import record
from ..cards import service as cards
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.errors import Refused
from ..core.events import emit
from ..core.words import N_, Words
from ..messages import service as messages
from ..messages.rules import Contact
from ..proofs.service import held_by
from ..residents.models import Resident
from ..residents.service import find
from ..sources import asking
from . import notices
from .ending import current_card, end_proofs, undo_end
from .models import Death, Move, NameChange

ACT, MISTAKE = "people.died", "death.mistake"
OWN = N_("This is your own record. A colleague does it.")
_FUTURE = N_("The day must be today or in the past")
_BEFORE_BIRTH = N_("The day must be after they were born")


def of(resident_id: int) -> Death | None:
    return Death.get_or_none(Death.resident == resident_id)


def record_death(
    resident: Resident, died_on: date, told_by: str, *, staff_id: int, answer_to: Contact | None = None
) -> None:
    """All of theirs ends at once; nobody writes to them any more. `told_by` is a key of rules.TOLD_BY, and `answer_to`
    whom we thank. Written down already, it stays as it is. Raises Refused.
    """
    if died_on > today():
        raise Refused(_FUTURE, "died_on")
    if resident.born_on and died_on < resident.born_on:
        raise Refused(_BEFORE_BIRTH, "died_on")
    if is_self(staff_id, resident):
        raise Refused(OWN)
    actor, subject = actor_of(staff_id), f"resident:{resident.id}"
    with atomic():
        list(locked(Resident.select(Resident.id).where(Resident.id == resident.id)))
        if of(resident.id):
            return
        messages.hold(subject)
        Death.create(
            resident=resident,
            died_on=died_on,
            told_by=told_by,
            recorded_by=staff_id,
            recorded_at=now(),
            undo=_end_all(resident, died_on, actor),
        )
        record("resident.died", actor=actor, subject=subject, told_by=told_by)
        emit("resident.died", resident_id=resident.id)
        if answer_to:
            messages.send(answer_to, notices.of_a_death(), about=f"death:{resident.id}")


def ask_to_put_right(resident: Resident, *, staff_id: int) -> None:
    """They live. A colleague has to agree. Raises Refused where it waits already."""
    if is_self(staff_id, resident):
        raise Refused(OWN)
    two_person.ask(MISTAKE, f"resident:{resident.id}", staff_id=staff_id)


def _end_all(resident: Resident, died_on: date, actor: str) -> dict[str, Any]:
    """What it ended, to put it right if it was a mistake."""
    undo: dict[str, Any] = {"applications": afterwards.close_all(resident.id, actor=actor), "card": None}
    if card := current_card(resident.id):
        cards.stop(card, "died", actor=actor)
        undo["card"] = card.id
    undo["proofs"] = end_proofs(held_by(resident.id, today()), died_on, actor=actor)
    asking.stop_waiting(resident.id)
    Move.update(status="dropped").where(Move.resident == resident, Move.status == "planned").execute()
    settled = {NameChange.outcome: "withdrawn", NameChange.settled_at: now()}
    NameChange.update(settled).where(NameChange.resident == resident, NameChange.outcome.is_null()).execute()
    undo["accounts"] = []
    if resident.account_id:
        undo["accounts"] = sorted({resident.account_id, *(way.account_id for way in ways_of(resident.account_id))})
        for account_id in undo["accounts"]:
            accounts.close(account_id, actor=actor)
    return undo


def _put_right(subject: str, detail: dict[str, Any], actor: str) -> None:
    """By the second person, who is not they either. What waited to be sent is sent. Raises Refused."""
    resident, staff_id = _resident(subject), staff_of(actor)
    if staff_id is not None and is_self(staff_id, resident):
        raise Refused(OWN)
    death = of(resident.id)
    if death is None:
        return
    undo = death.undo
    death.delete_instance()
    undo_end(undo["proofs"], actor=actor)
    if undo["card"]:
        card = cards.find(undo["card"])
        if card.status == "stopped" and card.ended_reason == "died":
            cards.restore(card, actor=actor)
    for account_id in undo["accounts"]:
        accounts.reopen(account_id, actor=actor)
    afterwards.reopen_all(undo["applications"], actor=actor)
    messages.release(subject)
    record("resident.not_died", actor=actor, subject=subject)
    emit("resident.not_died", resident_id=resident.id, since=death.recorded_at.isoformat())


def _say(subject: str, detail: dict[str, Any]) -> Words:
    return N_("%(name)s has not died: put the mistake right", name=_resident(subject).full_name)


def _resident(subject: str) -> Resident:
    return find(int(subject.partition(":")[2]))


two_person.KINDS[MISTAKE] = two_person.Kind(ACT, _say, _put_right)
