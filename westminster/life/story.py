"""What staff see of somebody's life on their page."""

from dataclasses import dataclass

from ..accounts.two_person import is_waiting
from ..residents.models import Resident
from ..residents.service import former_names
from . import dying, moving, naming
from .models import Death, Move, NameChange
from .rules import TOLD_BY


@dataclass(frozen=True)
class Story:
    """`move` is the one that counts; `mistake_waits`: somebody asked to put a death right."""

    death: Death | None
    mistake_waits: bool
    move: Move | None
    can_undo_move: bool
    name_change: NameChange | None
    had_another_name: bool
    told_by: dict[str, object]


def story_of(resident: Resident) -> Story:
    move, death = moving.of(resident.id), dying.of(resident.id)
    return Story(
        death=death,
        mistake_waits=death is not None and is_waiting(dying.MISTAKE, f"resident:{resident.id}"),
        move=move,
        can_undo_move=moving.can_undo(move, resident) if move else False,
        name_change=naming.waiting(resident.id),
        had_another_name=bool(former_names(resident)),
        told_by=dict(TOLD_BY),
    )
