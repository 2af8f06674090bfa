"""A new name: asked for by the person, shown to staff, used from then on; the one before is kept out of sight."""

from ..accounts.staff import actor_of, is_self
from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.errors import Refused
from ..core.ids import new_token
from ..core.words import N_
from ..proofs.rules import IDENTITY
from ..proofs.service import end_fact
from ..residents.models import Resident
from ..residents.service import correct
from . import notices
from .dying import OWN
from .ending import write
from .models import NameChange

# What shows a name. Source: GOV.UK, Change your name by deed poll; marriages and civil partnerships in the UK.
PAPERS = {
    "deed_poll": N_("Deed poll"),
    "marriage": N_("Marriage or civil partnership certificate"),
    "decree": N_("Divorce paper (decree absolute or final order)"),
    "gender_recognition": N_("Gender recognition certificate"),
    "passport": N_("Passport or driving licence in the new name"),
    "declaration": N_("Statutory declaration"),
    "other": N_("Another official paper in the new name"),
}
_SAME = N_("That is the name we have already")
_SETTLED = N_("A colleague has dealt with it already.")


def ask(resident: Resident, first_name: str, last_name: str, *, actor: str) -> NameChange:
    """Ask us to use a new name; another one takes the place of what was asked before. Raises Refused for the same name."""
    full_name = f"{first_name} {last_name}".strip()
    if (full_name, last_name) == (resident.full_name, resident.surname):
        raise Refused(_SAME, "last_name")
    with atomic():
        list(locked(Resident.select(Resident.id).where(Resident.id == resident.id)))
        before = waiting(resident.id)
        if before and (before.full_name, before.surname) == (full_name, last_name):
            return before
        _settle(resident.id, "withdrawn")
        change = NameChange.create(
            public_id=new_token(10), resident=resident, full_name=full_name, surname=last_name, asked_at=now()
        )
        record("resident.name_asked", actor=actor, subject=f"resident:{resident.id}", change=change.id)
        write(resident, notices.name_asked())
    return change


def withdraw(resident: Resident, *, actor: str) -> None:
    """They keep the name they have; done again, it stays so."""
    with atomic():
        if _settle(resident.id, "withdrawn"):
            record("resident.name_kept", actor=actor, subject=f"resident:{resident.id}")


def waiting(resident_id: int) -> NameChange | None:
    return NameChange.get_or_none(NameChange.resident == resident_id, NameChange.outcome.is_null())


def confirm(change: NameChange, paper: str, ending: str, *, staff_id: int) -> None:
    """Staff have seen a paper (of PAPERS, with the `ending` of its number): use the name. Raises Refused."""
    with atomic():
        resident = _open(change, staff_id)
        settled = {"outcome": "confirmed", "paper": paper, "ending": ending or None, "settled_at": now()}
        NameChange.update(settled).where(NameChange.id == change.id).execute()
        actor, name = actor_of(staff_id), {"full_name": change.full_name, "surname": change.surname}
        correct(resident, name, actor=actor)
        end_fact(resident.id, IDENTITY.slug, why=None, actor=actor)  # it is of the name before
        record("resident.name_changed", actor=actor, subject=f"resident:{resident.id}", change=change.id, paper=paper)
        write(resident, notices.name_changed())


def refuse(change: NameChange, *, staff_id: int) -> None:
    """What they showed is not in the new name. Raises Refused."""
    with atomic():
        resident = _open(change, staff_id)
        _settle(resident.id, "refused")
        subject = f"resident:{resident.id}"
        record("resident.name_not_shown", actor=actor_of(staff_id), subject=subject, change=change.id)
        write(resident, notices.name_not_shown())


def _open(change: NameChange, staff_id: int) -> Resident:
    """The person, where it still waits and they are somebody else than the member of staff."""
    held = locked(NameChange.select().where(NameChange.id == change.id)).first()
    if held is None or held.outcome is not None:
        raise Refused(_SETTLED)
    resident: Resident = held.resident
    if is_self(staff_id, resident):
        raise Refused(OWN)
    return resident


def _settle(resident_id: int, outcome: str) -> bool:
    open_ = (NameChange.resident == resident_id) & NameChange.outcome.is_null()
    return bool(NameChange.update(outcome=outcome, settled_at=now()).where(open_).execute())
