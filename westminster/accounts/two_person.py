"""Acts that need two people: one member of staff asks, another approves, and only then it happens.

The database holds that they are two (0017). What there is to ask for is in KINDS: a feature adds its own.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import peewee

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.errors import NotAllowed, NotFound, Refused
from ..core.ids import new_token
from ..core.words import N_, Words
from .act_rules import acts_of
from .models import TwoPersonAct
from .staff import actor_of, names, roles_of


@dataclass(frozen=True)
class Kind:
    """`may` is the act of act_rules that both must be allowed, beside second.decide. `do` makes it so, by the actor
    who approved.
    """

    may: str
    say: Callable[[str, dict[str, Any]], Words]
    do: Callable[[str, dict[str, Any], str], None]


@dataclass(frozen=True)
class Waiting:
    """One that waits, as pages show it."""

    public_id: str
    what: Words
    asked_by_id: int
    who: str
    at: datetime


KINDS: dict[str, Kind] = {}


def ask(act: str, subject: str, *, staff_id: int, **detail: Any) -> None:
    """Ask for it. Raises Refused where the same waits already."""
    try:
        with atomic():
            made = TwoPersonAct.create(
                public_id=new_token(10), act=act, subject=subject, detail=detail, asked_by=staff_id, asked_at=now()
            )
            record("second.asked", actor=actor_of(staff_id), subject=subject, request=made.id, asked=act)
    except peewee.IntegrityError as error:
        raise Refused(N_("Somebody has asked for this already. It waits for a second person.")) from error


def waiting(acts: Collection[str]) -> list[Waiting]:
    """What waits and somebody with `acts` may decide, the oldest first."""
    kinds = [name for name, kind in KINDS.items() if kind.may in acts]
    found = TwoPersonAct.select().where(TwoPersonAct.outcome.is_null(), TwoPersonAct.act.in_(kinds))
    rows = list(found.order_by(TwoPersonAct.id))
    known = names({row.asked_by_id for row in rows})
    return [
        Waiting(
            row.public_id,
            KINDS[row.act].say(row.subject, row.detail),
            row.asked_by_id,
            known[row.asked_by_id],
            row.asked_at,
        )
        for row in rows
    ]


def is_waiting(act: str, subject: str) -> bool:
    same = TwoPersonAct.act == act, TwoPersonAct.subject == subject
    return bool(TwoPersonAct.select().where(TwoPersonAct.outcome.is_null(), *same).exists())


def find(public_id: str, acts: Collection[str]) -> Waiting:
    """One that waits. Raises NotFound for what is settled too."""
    found = [one for one in waiting(acts) if one.public_id == public_id]
    if not found:
        raise NotFound
    return found[0]


def approve(public_id: str, acts: Collection[str], *, staff_id: int) -> None:
    """It happens, once. Raises NotFound, NotAllowed, Refused."""
    with atomic():
        request = _settle(public_id, "approved", acts, staff_id)
        KINDS[request.act].do(request.subject, request.detail, actor_of(staff_id))


def refuse(public_id: str, acts: Collection[str], *, staff_id: int) -> None:
    """Raises NotFound, NotAllowed, Refused."""
    _settle(public_id, "refused", acts, staff_id)


def withdraw(public_id: str, acts: Collection[str], *, staff_id: int) -> None:
    """Raises NotFound, NotAllowed, Refused."""
    _settle(public_id, "withdrawn", acts, staff_id)


def _settle(public_id: str, outcome: str, acts: Collection[str], staff_id: int) -> TwoPersonAct:
    with atomic():
        request = locked(TwoPersonAct.select().where(TwoPersonAct.public_id == public_id)).first()
        if request is None:
            raise NotFound
        if KINDS[request.act].may not in acts:
            raise NotAllowed(KINDS[request.act].may)
        if request.outcome is not None:
            raise Refused(N_("Somebody has decided about this already."))
        if (outcome == "withdrawn") != (request.asked_by_id == staff_id):
            raise Refused(N_("Whoever asked can take it back, and only somebody else can approve or refuse."))
        if outcome == "approved" and KINDS[request.act].may not in acts_of(
            roles_of(request.asked_by_id) or frozenset()
        ):
            raise Refused(
                N_("Whoever asked may not do this any more. Refuse it, and ask for it yourself if it is right.")
            )
        settled = {"outcome": outcome, "decided_by": staff_id, "decided_at": now()}
        TwoPersonAct.update(settled).where(TwoPersonAct.id == request.id).execute()
        record(
            f"second.{outcome}",
            actor=actor_of(staff_id),
            subject=request.subject,
            request=request.id,
            asked=request.act,
        )
    return request
