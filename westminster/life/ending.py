"""End what somebody has: proofs, so that it can be undone, and a card that nothing carries any more."""

from collections.abc import Iterable
from datetime import date

import peewee

from ..cards import service as cards
from ..cards.models import Card
from ..cards.rules import CURRENT
from ..core.clock import today
from ..core.db import atomic
from ..messages.rules import Notice
from ..messages.service import send
from ..proofs import service as proofs
from ..proofs.models import Proof
from ..proofs.service import held_by
from ..residents.models import Resident
from ..residents.service import contact
from . import notices
from .models import Move
from .rules import carries

Ended = dict[str, str | None]


def end_proofs(found: Iterable[Proof], on: date, *, actor: str) -> Ended:
    """From `on` they count no more. The ends that they had before, by id, for `undo_end`."""
    before = {str(proof.id): proof.ended_on.isoformat() if proof.ended_on else None for proof in found}
    for proof_id in before:
        proofs.end(int(proof_id), on=on, actor=actor)
    return before


def undo_end(before: Ended, *, actor: str) -> None:
    for proof_id, ended_on in before.items():
        proofs.reopen(int(proof_id), date.fromisoformat(ended_on) if ended_on else None, actor=actor)


def current_card(resident_id: int) -> Card | None:
    card = cards.for_resident(resident_id)
    return card if card is not None and card.status in CURRENT else None


def end_card(move: Move) -> bool:
    """End the card of who moved out where nothing else carries it; whether it did. In the caller's transaction."""
    card = current_card(move.resident_id)
    if card is None or carries(proof.fact for proof in held_by(move.resident_id, today())):
        return False
    cards.stop(card, "moved", actor="system")
    move.stopped_card = card.id
    move.save()
    signs_in = move.resident.account_id is not None
    write(move.resident, notices.card_ended() if signs_in else notices.card_ended_of(move.resident.full_name))
    return True


def end_uncarried() -> None:
    """Cards of who moved out, and whose last other ground has ended since."""
    newest = Move.select(peewee.fn.MAX(Move.id)).where(Move.status == "done").group_by(Move.resident)
    out = Move.select().where(Move.id.in_(newest), Move.place == "out", Move.stopped_card.is_null())
    for move in list(out.order_by(Move.id)):
        with atomic():
            end_card(move)


def write(resident: Resident, notice: Notice) -> None:
    """To whom we can reach."""
    if reach := contact(resident):
        send(reach, notice, about=f"resident:{resident.id}")
