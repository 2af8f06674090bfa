"""What is done to a card: issue, renew, stop, restore, replace, suspend. Each leaves its trace and tells of it."""

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

import peewee

from ..audit.service import record
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.errors import NotFound, Refused
from ..core.events import emit
from ..core.ids import new_symbols, new_token
from ..core.words import Words
from . import codes, number, rules, status_list
from .models import Card


def issue(resident_id: int, valid_until: date, *, actor: str) -> Card:
    """Give a resident a card that starts today. Raises Refused where there is one, even one out of date: renew that."""
    with atomic():
        card = _make(resident_id, valid_until)
        _tell("issued", card, actor)
    return card


def renew(card: Card, valid_until: date, *, actor: str) -> Card:
    """Let a card last longer: same number, new codes. Raises Refused."""
    with atomic():
        card = _hold(card)
        _refuse(rules.why_not_renew(card.status, card.valid_until, valid_until))
        card.valid_until = valid_until
        card.save()
        codes.write(card)
        _tell("renewed", card, actor)
    return card


def stop(card: Card, reason: str, *, actor: str) -> Card:
    """Stop a card at once; `reason` is one of HOLDER_REASONS or OFFICE_REASONS in rules. Raises Refused."""
    with atomic():
        card = _hold(card)
        _refuse(rules.why_not_stop(card.status, by_holder=_by_holder(actor)))
        _end(card, "stopped", reason, actor)
        _tell("stopped", card, actor, reason=reason)
    return card


def restore(card: Card, *, actor: str) -> Card:
    """Let a stopped card work again. Raises Refused."""
    with atomic():
        card = _hold(card)
        _refuse(rules.why_not_restore(card.status, card.ended_reason, by_holder=_by_holder(actor)))
        card.status, card.ended_at, card.ended_by, card.ended_reason = "active", None, None, None
        _once_per_resident(card.save, card.resident_id, rules.HAS_NEWER)
        status_list.changed()
        _tell("restored", card, actor)
    return card


def replace(card: Card, reason: str, *, actor: str) -> Card:
    """Give a new card, with a new number, for one that ends with this. Raises Refused.

    `reason` as for `stop`; a card that was stopped before keeps the reason it has.
    """
    with atomic():
        old = _hold(card)
        status = old.status_on(today())
        _refuse(rules.why_not_replace(status, old.ended_reason, by_holder=_by_holder(actor)))
        _end(old, "replaced", old.ended_reason or reason, actor)
        new = _make(old.resident_id, old.valid_until, replaces=old)
        record("card.issued", actor=actor, subject=f"card:{new.id}", resident=new.resident_id, replaces=old.id)
        _tell("replaced", old, actor, reason=reason, new_card_id=new.id)
    return new


def suspend(card: Card, *, actor: str) -> Card:
    """Make a card wait for the office. Raises Refused."""
    return _switch(card, "suspended", rules.why_not_suspend, actor)


def unsuspend(card: Card, *, actor: str) -> Card:
    """End a suspension. Raises Refused."""
    return _switch(card, "active", rules.why_not_unsuspend, actor)


def find(card_id: int) -> Card:
    """Raises NotFound."""
    return _found(Card.id == card_id)


def find_for(resident_id: int, public_id: str) -> Card:
    """A resident's own card, by the id in addresses. Raises NotFound for anybody else's."""
    return _found((Card.resident == resident_id) & (Card.public_id == public_id))


def find_by_reference(reference: bytes) -> Card:
    """The card of a credential whose signature was checked. Raises NotFound."""
    return _found(Card.reference == reference.hex())


def find_by_number(typed: str) -> Card:
    """The card with a number as somebody typed it. Raises Refused for what is no number, NotFound for an unknown one.

    Whoever lets strangers type numbers limits how often: a number is 50 random bits.
    """
    _refuse(number.why_not_a_number(typed), field="number")
    return _found(Card.number == number.parse(typed))


def for_resident(resident_id: int) -> Card | None:
    """The card of a resident: the current one, else the one that ended last; None before the first."""
    ended = peewee.Case(None, [(Card.status.in_(rules.CURRENT), 0)], 1)
    return Card.select().where(Card.resident == resident_id).order_by(ended, Card.id.desc()).first()


def _make(resident_id: int, valid_until: date, replaces: Card | None = None) -> Card:
    card = Card(
        public_id=new_token(10),
        resident=resident_id,
        number=number.number(new_symbols(number.RANDOM_SYMBOLS)),
        reference=secrets.token_hex(8),
        list_index=_free_index(),
        valid_from=today(),
        valid_until=valid_until,
        issued_at=now(),
        replaces=replaces,
    )
    _once_per_resident(card.save, resident_id, rules.HAS_ONE)
    codes.write(card)
    return card


def _free_index() -> int:
    """A random place in the list that no card ever had, so that neighbours there say nothing."""
    while True:
        index = secrets.randbelow(status_list.SIZE)
        if not Card.select().where(Card.list_index == index).exists():
            return index


def _once_per_resident(save: Callable[[], Any], resident_id: int, words: Words) -> None:
    """Save a card as the current one; the constraint in 0008 decides between two at once."""
    try:
        with atomic():
            save()
    except peewee.IntegrityError as error:
        if not Card.select().where((Card.resident == resident_id) & Card.status.in_(rules.CURRENT)).exists():
            raise
        raise Refused(words) from error


def _switch(card: Card, status: str, why_not: Callable[[str], Words | None], actor: str) -> Card:
    with atomic():
        card = _hold(card)
        _refuse(why_not(card.status))
        card.status = status
        card.save()
        status_list.changed()
        _tell("suspended" if status == "suspended" else "unsuspended", card, actor)
    return card


def _end(card: Card, status: str, reason: str, actor: str) -> None:
    if card.ended_at is None:
        card.ended_at, card.ended_by, card.ended_reason = now(), actor, reason
    card.status = status
    card.save()
    status_list.changed()


def _tell(what: str, card: Card, actor: str, **detail: Any) -> None:
    """The audit line, and the event for whom it concerns."""
    resident = card.resident_id
    record(f"card.{what}", actor=actor, subject=f"card:{card.id}", resident=resident, **detail)
    emit(f"card.{what}", card_id=card.id, resident_id=resident, **detail)


def _hold(card: Card) -> Card:
    """The card as it is now, held until the transaction ends. Raises NotFound."""
    held = locked(Card.select().where(Card.id == card.id)).first()
    if held is None:
        raise NotFound
    return held


def _found(which: Any) -> Card:
    card = Card.get_or_none(which)
    if card is None:
        raise NotFound
    return card


def _by_holder(actor: str) -> bool:
    """Whether the person the card is for asks, signed in or by a one-time code, and not the office."""
    return not actor.startswith(("staff:", "system"))


def _refuse(words: Words | None, field: str | None = None) -> None:
    if words:
        raise Refused(words, field)
