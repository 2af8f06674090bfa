"""What is not needed any more goes: the addresses of a move."""

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic
from .models import Move
from .rules import OLD_HOME_KEPT


def forget_old_homes() -> int:
    """The addresses of moves go OLD_HOME_KEPT after they were done, or dropped; how many."""
    long_ago = now() - OLD_HOME_KEPT
    over = (Move.done_at < long_ago) | ((Move.status == "dropped") & (Move.told_at < long_ago))
    readable = Move.address.is_null(False) | Move.old_address.is_null(False)
    gone = {Move.address: None, Move.postcode: None, Move.old_address: None, Move.old_postcode: None}
    with atomic():
        count: int = Move.update(gone).where(over, readable).execute()
        if count:
            record("resident.old_homes_deleted", actor="system", subject="moves", count=count)
    return count
