"""Whose case it is: take the next, take, take over, assign, give back, put aside. No two people get the same."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import peewee

from ..accounts.act_rules import acts_of
from ..accounts.staff import actor_of, is_self, roles_of
from ..applications import helped
from ..applications.models import Application
from ..applications.rules import WITH_US
from ..applications.service import hold
from ..audit.service import record
from ..core.clock import today
from ..core.db import atomic
from ..core.errors import Refused
from ..core.words import N_, Words
from ..residents.models import Resident
from . import decisions, reviewing
from .owning_rules import DECIDED, why_not_aside, why_not_give_back, why_not_take, why_not_until

WORKS = "cases.work"  # who may have a case
_FEW = 10
OWN = N_("Nobody has their own case, or that of somebody of their name.")
_NOBODYS = {"owner": None, "aside_until": None, "aside_why": None}


def take_next(staff_id: int) -> Application | None:
    """The case with the oldest due day that is nobody's, theirs from now on; None where none is left for them.

    Not one that they helped with: somebody else decides that.
    """
    with atomic():
        for case in _nobodys():
            if _is_for_another(case, staff_id):
                continue
            free = (Application.id == case.id) & (Application.status == "with_staff") & Application.owner.is_null()
            # One statement: of two who ask at once, the second waits for the first, and then finds it taken.
            if Application.update(owner=staff_id).where(free).execute():
                record("case.taken", actor=actor_of(staff_id), subject=case.subject)
                return case
    return None


def take(application: Application, *, staff_id: int) -> None:
    """A case that is nobody's. Raises Refused."""
    with atomic():
        case = hold(application)
        _check(why_not_take(case.status, case.owner_id, staff_id))
        if case.owner_id is None:
            _give(case, staff_id, "case.taken", actor=actor_of(staff_id))


def take_over(application: Application, why: str, *, staff_id: int) -> None:
    """A colleague's case; `why` is a key of TAKE_OVER_WHY. Raises Refused."""
    with atomic():
        case = hold(application)
        _check(DECIDED if case.status not in WITH_US else None)
        if case.owner_id != staff_id:
            detail = {"why": why, "before": case.owner_id}
            _give(case, staff_id, "case.taken_over", actor=actor_of(staff_id), **detail)


def assign(application: Application, to: int, *, staff_id: int) -> None:
    """To a colleague who works on cases. Raises Refused."""
    with atomic():
        case = hold(application)
        _check(DECIDED if case.status not in WITH_US else None)
        if not works_on_cases(to):
            raise Refused(N_("This colleague does not work on cases now."), "colleague")
        if case.owner_id != to:
            _give(case, to, "case.assigned", actor=actor_of(staff_id), to=to, before=case.owner_id)


def give_back(application: Application, *, staff_id: int, assigns: bool) -> None:
    """To nobody, so that whoever asks for the next gets it. `assigns`: they may with anybody's. Raises Refused."""
    with atomic():
        case = hold(application)
        _check(why_not_give_back(case.status, case.owner_id, staff_id, assigns=assigns))
        if case.owner_id is not None:
            _free(case, actor=actor_of(staff_id))


def put_aside(application: Application, until: date, why: str, *, staff_id: int) -> None:
    """Until a day, on which it is back; the day it is due stays. `why` is a key of ASIDE_WHY. Raises Refused."""
    with atomic():
        case = hold(application)
        _check(why_not_aside(case.status, case.owner_id, staff_id))
        if words := why_not_until(until, today()):
            raise Refused(words, "until")
        if (case.aside_until, case.aside_why) != (until, why):
            _set(case, aside_until=until, aside_why=why)
            detail = {"until": until.isoformat(), "why": why}
            record("case.put_aside", actor=actor_of(staff_id), subject=case.subject, **detail)


def take_up(application: Application, *, staff_id: int) -> None:
    """Go on with a case of their own that they had put aside. Raises Refused."""
    with atomic():
        case = hold(application)
        _check(why_not_aside(case.status, case.owner_id, staff_id))
        if case.aside_until is not None:
            _set(case, aside_until=None, aside_why=None)
            record("case.taken_up", actor=actor_of(staff_id), subject=case.subject)


def release(staff_id: int) -> int:
    """Give back the open cases of somebody who works on cases no more; how many."""
    if works_on_cases(staff_id):
        return 0
    theirs = Application.select().where(Application.owner == staff_id, Application.status.in_(WITH_US))
    cases = list(theirs.order_by(Application.id))
    with atomic():
        for case in cases:
            _free(hold(case), actor="system")
    return len(cases)


def works_on_cases(staff_id: int) -> bool:
    """Whether somebody is on the team, can sign in, and has a role that works on cases."""
    return WORKS in acts_of(roles_of(staff_id) or frozenset())


def _is_for_another(case: Application, staff_id: int) -> bool:
    """Whether somebody else decides it, or has decided it a moment ago."""
    if is_self(staff_id, case.resident) or helped.is_helper(case, staff_id):
        return True
    return bool(reviewing.why_not(case, staff_id)) or decisions.has_decided(case)


def _nobodys() -> Iterator[Application]:
    """Those that wait for us and are nobody's, oldest due day first, a few at a time."""
    place, last = peewee.Tuple(Application.due_on, Application.id), None
    query = Application.select(Application, Resident).join(Resident).where(Application.status == "with_staff")
    query = query.where(Application.owner.is_null()).order_by(Application.due_on, Application.id).limit(_FEW)
    while found := list(query if last is None else query.where(place > peewee.Tuple(last.due_on, last.id))):
        yield from found
        last = found[-1]


def _check(why_not: Words | None) -> None:
    if why_not:
        raise Refused(why_not)


def _give(case: Application, owner: int, act: str, *, actor: str, **detail: Any) -> None:
    if is_self(owner, case.resident):
        raise Refused(OWN)
    _set(case, **_NOBODYS | {"owner": owner})
    record(act, actor=actor, subject=case.subject, **detail)


def _free(case: Application, *, actor: str) -> None:
    _set(case, **_NOBODYS)
    record("case.given_back", actor=actor, subject=case.subject, before=case.owner_id)


def _set(case: Application, **columns: Any) -> None:
    Application.update(columns).where(Application.id == case.id).execute()
