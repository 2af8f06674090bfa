"""A parent has moved: their children move only when the parent says so, as some stay with the other one."""

from ..core.clock import today
from ..life import moving
from ..residents.models import Resident
from ..residents.service import find
from . import notices
from .relations import looked_after, write
from .rules import KINDS


def elsewhere(holder: Resident) -> list[Resident]:
    """The children of whom we have another address than of `holder`."""
    home = moving.home_of(holder)
    children = [one.person for one in looked_after(holder.id) if one.kind in KINDS]
    return [child for child in children if not moving.home_of(child).is_same(home)]


def live_with(holder: Resident, child: Resident, *, actor: str) -> None:
    """From today on the child lives where `holder` does, with all that a move does. Said again, it stays so. Raises Refused."""
    if child in elsewhere(holder):
        moving.tell(child, moving.home_of(holder), today(), actor=actor)


def ask_of_children(resident_id: int) -> None:
    """Who has moved is asked, once for each move, whether the children did too."""
    holder = find(resident_id)
    if children := elsewhere(holder):
        write(holder, notices.children_stay([child.full_name for child in children]))
