"""Somebody has moved: within Westminster, out of it or into it; before the day, on it or after. Undone by staff."""

from dataclasses import dataclass
from datetime import date, timedelta

from ..applications import afterwards
from ..audit.service import record
from ..cards import service as cards
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.errors import Refused
from ..core.events import emit
from ..core.ids import new_token
from ..core.words import N_, written_in
from ..places.service import look_up
from ..proofs.rules import LIVES
from ..proofs.service import held_by
from ..residents.models import Resident
from ..residents.service import correct
from . import notices
from .ending import current_card, end_card, end_proofs, undo_end, write
from .models import Move
from .rules import Home, carries, living_here_ends, why_not_move

_CANNOT_UNDO = N_("This move cannot be undone any more: something has changed since.")
_BATCH = 500


@dataclass(frozen=True)
class Preview:
    """What a move would change: `place` as of Move; `ends_on` the first day without a proof of living here, None where
    there is none to end; `card_ends` whether nothing would carry the card then.
    """

    place: str
    ends_on: date | None
    has_card: bool
    card_ends: bool


def home_of(resident: Resident) -> Home:
    return Home(tuple(resident.address), resident.postcode)


def place_of(postcode: str) -> str:
    """In, out or unknown; nothing that we cannot tell ends anything at once."""
    place = look_up(postcode) if postcode else None
    if place is None or not place.council:
        return "unknown"
    return "in" if place.in_westminster else "out"


def preview(resident: Resident, home: Home, from_on: date) -> Preview:
    """Raises Refused where it cannot be."""
    _check(resident, home, from_on)
    place, held = place_of(home.postcode), held_by(resident.id, max(from_on, today()))
    lives = any(proof.fact == LIVES.slug for proof in held)
    has_card = current_card(resident.id) is not None
    others = carries(proof.fact for proof in held if proof.fact != LIVES.slug)
    ends_on = living_here_ends(place, from_on, today()) if lives else None
    return Preview(place, ends_on, has_card, has_card and place == "out" and not others)


def tell(resident: Resident, home: Home, from_on: date, *, actor: str) -> Move:
    """Take over a move: now if it has begun, else on its day. The same told again changes nothing. Raises Refused."""
    with atomic():
        resident = locked(Resident.select().where(Resident.id == resident.id)).get()
        latest = of(resident.id)
        if latest and latest.from_on == from_on and latest.address and _told(latest).is_same(home):
            return latest
        _check(resident, home, from_on)
        Move.update(status="dropped").where(Move.resident == resident, Move.status == "planned").execute()
        move = Move.create(
            public_id=new_token(10),
            resident=resident,
            from_on=from_on,
            place=place_of(home.postcode),
            address=list(home.address),
            postcode=home.postcode,
            told_at=now(),
        )
        record("resident.move_told", actor=actor, subject=f"resident:{resident.id}", move=move.id)
        if from_on > today():
            write(resident, notices.moved_on(from_on, move.place, written_in(resident.language)))
        else:
            _do(move, actor)
    return move


def drop(resident: Resident, *, actor: str) -> None:
    """They do not move after all; what has begun stays."""
    with atomic():
        planned = Move.update(status="dropped").where(Move.resident == resident, Move.status == "planned")
        if planned.execute():
            record("resident.move_dropped", actor=actor, subject=f"resident:{resident.id}")


def of(resident_id: int) -> Move | None:
    """The move that counts: the planned one, else the last that was done."""
    moves = Move.select().where(Move.resident == resident_id, Move.status.in_(("planned", "done")))
    found: Move | None = moves.order_by(Move.id.desc()).first()
    return found


def planned(resident_id: int) -> Move | None:
    move = of(resident_id)
    return move if move and move.status == "planned" else None


def undo(move: Move, why: str, *, actor: str) -> None:
    """It was not so: the address, the proofs and the card are as they were. Raises Refused."""
    with atomic():
        move = locked(Move.select().where(Move.id == move.id)).get()
        resident = move.resident
        if not can_undo(move, resident):
            raise Refused(_CANNOT_UNDO)
        home = {"address": move.old_address, "postcode": move.old_postcode}
        correct(resident, home, actor=actor)
        undo_end(move.ended, actor=actor)
        card = cards.for_resident(resident.id)
        if card and card.id == move.stopped_card_id and card.ended_reason == "moved" and card.status == "stopped":
            cards.restore(card, actor=actor)
        move.status, move.undone_at, move.undone_why = "undone", now(), why
        move.save()
        record("resident.move_undone", actor=actor, subject=f"resident:{resident.id}", move=move.id, why=why)
        write(resident, notices.move_undone())


def can_undo(move: Move | None, resident: Resident) -> bool:
    """The last one, while we keep the address before it and nothing else has changed that of now."""
    if move is None or move.status != "done" or move.old_address is None or move.address is None:
        return False
    return _told(move).is_same(home_of(resident))


def do_due() -> None:
    """Moves whose day has come."""
    due = Move.select().where(Move.status == "planned", Move.from_on <= today()).order_by(Move.id).limit(_BATCH)
    for found in list(due):
        with atomic():
            move = locked(Move.select().where(Move.id == found.id)).get()
            if move.status == "planned":
                _do(move, "system")


def _check(resident: Resident, home: Home, from_on: date) -> None:
    done = Move.select().where(Move.resident == resident, Move.status == "done").order_by(Move.id.desc()).first()
    reason = why_not_move(
        home,
        from_on,
        now=home_of(resident),
        born_on=resident.born_on,
        last_on=done.from_on if done else None,
        today=today(),
    )
    if reason:
        raise Refused(reason)


def _do(move: Move, actor: str) -> None:
    """In the caller's transaction."""
    resident = move.resident
    move.old_address, move.old_postcode = resident.address, resident.postcode
    correct(resident, {"address": move.address, "postcode": move.postcode}, actor=actor)
    afterwards.moved(resident.id, move.address, move.postcode)
    ends_on = living_here_ends(move.place, move.from_on, today())
    lives = [proof for proof in held_by(resident.id, today()) if proof.fact == LIVES.slug]
    move.ended = end_proofs(lives, ends_on, actor=actor)
    move.status, move.done_at = "done", now()
    move.save()
    record("resident.moved", actor=actor, subject=f"resident:{resident.id}", move=move.id, place=move.place)
    emit("resident.moved", resident_id=resident.id)
    if move.place == "out":
        if not end_card(move):
            write(resident, notices.moved_out(card_goes_on=current_card(resident.id) is not None))
    elif lives:
        last, language = ends_on - timedelta(days=1), written_in(resident.language)
        signs_in = resident.account_id is not None
        told = notices.moved_in(last, language) if signs_in else notices.moved_in_of(resident.full_name, last, language)
        write(resident, told)


def _told(move: Move) -> Home:
    return Home(tuple(move.address), move.postcode)
