"""A parent or guardian asks for a child's card; a paper shows it; the card is there."""

from datetime import date
from typing import Any

from ..accounts.staff import actor_of, is_self
from ..audit.service import record
from ..cards import service as cards
from ..cards.rules import twelve_months
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.errors import NotFound, Refused
from ..core.ids import new_token
from ..core.words import N_
from ..proofs.rules import LIVES
from ..proofs.service import held_by, record_proof
from ..residents.models import Resident
from ..residents.service import Details, add
from . import notices
from .models import ChildAsk
from .relations import OWN, SETTLED, looked_after, open_relation, write
from .rules import MOST_ASKS, acts_until, why_no_child

_MANY = N_("You have asked for many children. Show their papers at a library first.")
_HAS_IT = N_("You look after the card of this child already")


def ask(holder: Resident, kind: str, first_name: str, last_name: str, born_on: date, *, actor: str) -> ChildAsk:
    """Ask for the card of a child; the same again changes nothing. Raises Refused."""
    if reason := why_no_child(born_on, holder.born_on, today()):
        raise Refused(reason, "born_on")
    name = f"{first_name} {last_name}".strip()
    with atomic():
        list(locked(Resident.select(Resident.id).where(Resident.id == holder.id)))
        of = ChildAsk.select().where(ChildAsk.holder == holder)
        if same := of.where(ChildAsk.full_name == name, ChildAsk.born_on == born_on).first():
            return same
        if any((child.person.full_name, child.person.born_on) == (name, born_on) for child in looked_after(holder.id)):
            raise Refused(_HAS_IT, "last_name")
        if of.count() >= MOST_ASKS:
            raise Refused(_MANY)
        told = {"kind": kind, "full_name": name, "surname": last_name, "born_on": born_on}
        made: ChildAsk = ChildAsk.create(public_id=new_token(10), holder=holder, asked_at=now(), **told)
        record("child.asked", actor=actor, subject=f"resident:{holder.id}", ask=made.id)
    return made


def asks_of(holder_id: int) -> list[ChildAsk]:
    return list(ChildAsk.select().where(ChildAsk.holder == holder_id).order_by(ChildAsk.id))


def find_ask(holder_id: int, public_id: str) -> ChildAsk:
    """Raises NotFound."""
    found = ChildAsk.get_or_none(ChildAsk.holder == holder_id, ChildAsk.public_id == public_id)
    if found is None:
        raise NotFound
    return found


def take_back(holder_id: int, public_id: str, *, actor: str) -> None:
    """Done again, it stays so."""
    with atomic():
        if ChildAsk.delete().where(ChildAsk.holder == holder_id, ChildAsk.public_id == public_id).execute():
            record("child.taken_back", actor=actor, subject=f"resident:{holder_id}")


def alike(asked: ChildAsk) -> list[Resident]:
    """Who may be the same child: born on that day, of that surname or at that postcode."""
    close = (Resident.surname == asked.surname) | (Resident.postcode == asked.holder.postcode)
    found = Resident.select().where(Resident.born_on == asked.born_on, Resident.full_name != "", close)
    return list(found.order_by(Resident.id).limit(10))


def confirm(asked: ChildAsk, paper: str, ending: str, same: Resident | None, *, staff_id: int) -> Resident:
    """A paper shows it (of rules.PAPERS): the card is there, and the holder looks after it.

    `same` is one of `alike`, who is the child. Raises Refused.
    """
    actor = actor_of(staff_id)
    with atomic():
        asked = _hold(asked, staff_id)
        if reason := why_no_child(asked.born_on, asked.holder.born_on, today()):
            raise Refused(reason)
        child = same or _make(asked, actor)
        if is_self(staff_id, child):
            raise Refused(OWN)
        open_relation(
            asked.holder,
            child,
            kind=asked.kind,
            until_on=acts_until(asked.born_on),
            paper=paper,
            ending=ending,
            confirmed_by=staff_id,
            actor=actor,
        )
        _give_card(child, actor)
        asked.delete_instance()
        write(asked.holder, notices.ready(child.full_name))
    return child


def not_shown(asked: ChildAsk, *, staff_id: int) -> None:
    """The paper does not show it. Raises Refused."""
    with atomic():
        asked = _hold(asked, staff_id)
        record("child.not_shown", actor=actor_of(staff_id), subject=f"resident:{asked.holder_id}", ask=asked.id)
        asked.delete_instance()
        write(asked.holder, notices.not_shown(asked.full_name))


def _hold(asked: ChildAsk, staff_id: int) -> ChildAsk:
    held: ChildAsk | None = locked(ChildAsk.select().where(ChildAsk.id == asked.id)).first()
    if held is None:
        raise Refused(SETTLED)
    if is_self(staff_id, held.holder):
        raise Refused(OWN)
    return held


def _make(asked: ChildAsk, actor: str) -> Resident:
    """The child, reached by who asked: until they are 16, what we write about them goes there."""
    holder = asked.holder
    return add(
        Details(
            full_name=asked.full_name,
            surname=asked.surname,
            born_on=asked.born_on,
            address=tuple(holder.address),
            postcode=holder.postcode,
            safe_to_write=holder.safe_to_write,
            email=holder.email,
            mobile=holder.mobile,
            channel=holder.channel,
            language=holder.language,
            access_needs=(),
        ),
        actor=actor,
    )


def _give_card(child: Resident, actor: str) -> None:
    """What the paper shows of where they live, and a first card; what is there already stays."""
    held = [proof for proof in held_by(child.id, today()) if proof.fact == LIVES.slug]
    source: dict[str, Any] = {"source": "in_person", "method": "seen by a person"}
    proof = held[0] if held else record_proof(child.id, LIVES.slug, from_on=today(), actor=actor, **source)
    if cards.for_resident(child.id) is None:
        cards.issue(child.id, proof.until_on or twelve_months(today()), actor=actor)
