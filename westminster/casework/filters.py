"""Filters of the queue that somebody keeps for themselves."""

import peewee

from ..accounts.models import Account, StaffMember
from ..core.db import atomic
from ..core.errors import NotFound, Refused
from ..core.ids import new_token
from ..core.words import N_
from .models import SavedFilter
from .tabs import Wanted

MOST = 10


def filters_of(staff_id: int) -> list[SavedFilter]:
    """By name, with the colleague that each is about."""
    whose = SavedFilter.select(SavedFilter, StaffMember, Account).join(
        StaffMember, peewee.JOIN.LEFT_OUTER, on=SavedFilter.owner == StaffMember.account
    )
    theirs = whose.join(Account, peewee.JOIN.LEFT_OUTER).where(SavedFilter.staff == staff_id)
    return list(theirs.order_by(SavedFilter.name, SavedFilter.id))


def keep(name: str, wanted: Wanted) -> None:
    """For its reader; another of the same name is overwritten. Raises Refused for one too many."""
    what = {"state": wanted.state, "why": wanted.why, "owner": wanted.owner}
    with atomic():
        same = SavedFilter.get_or_none(SavedFilter.staff == wanted.reader, SavedFilter.name == name)
        if same is None and SavedFilter.select().where(SavedFilter.staff == wanted.reader).count() >= MOST:
            raise Refused(N_("You have %(most)s filters. Delete one first.", most=MOST), "name")
        row = {"public_id": new_token(10), "staff": wanted.reader, "name": name, **what}
        both = [SavedFilter.staff, SavedFilter.name]
        SavedFilter.insert(row).on_conflict(conflict_target=both, update=what).execute()


def delete(public_id: str, staff_id: int) -> None:
    """Raises NotFound for another's."""
    theirs = (SavedFilter.public_id == public_id) & (SavedFilter.staff == staff_id)
    if not SavedFilter.delete().where(theirs).execute():
        raise NotFound
