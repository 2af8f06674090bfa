"""Find or make the resident behind an account; keep their details."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee
from peewee import fn

from ..accounts.models import Account
from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic
from ..core.errors import NotFound
from ..core.events import emit
from ..core.ids import new_token
from ..core.words import written_in
from ..messages.rules import Contact
from .contacts import parse_email, parse_mobile
from .finding import keep_words
from .models import FormerName, Resident


@dataclass(frozen=True)
class Details:
    """What a person tells us about themselves, checked by the form. See `Resident` for the shapes."""

    full_name: str
    surname: str
    born_on: date
    address: tuple[str, ...]
    postcode: str
    safe_to_write: bool
    email: str
    mobile: str
    channel: str
    language: str
    access_needs: tuple[str, ...]


def for_account(account_id: int) -> Resident:
    """The resident who signs in with this account, made at first use."""
    known = Resident.get_or_none(Resident.account == account_id)
    if known is not None:
        return known
    try:
        with atomic():
            return _blank(account_id)
    except peewee.IntegrityError:  # two tabs at once: the other one made it
        return Resident.get(Resident.account == account_id)


def find(resident_id: int) -> Resident:
    """Raises NotFound."""
    resident = Resident.get_or_none(Resident.id == resident_id)
    if resident is None:
        raise NotFound
    return resident


def find_public(public_id: str) -> Resident:
    """By the id in addresses. Raises NotFound."""
    resident = Resident.get_or_none(Resident.public_id == public_id)
    if resident is None:
        raise NotFound
    return resident


def reached_by(typed: str) -> list[Resident]:
    """The residents with an e-mail address or mobile number as somebody typed it; none for what is neither."""
    for column, parse in ((Resident.email, parse_email), (Resident.mobile, parse_mobile)):
        with suppress(ValueError):
            where = fn.LOWER(column) == parse(typed).lower()
            return list(Resident.select().where(where).order_by(Resident.id))
    return []


def add(details: Details, *, actor: str) -> Resident:
    """Somebody whom another tells us about, such as a child; they do not sign in."""
    with atomic():
        resident = Resident.create(public_id=new_token(10), created_at=now(), **vars(details))
        keep_words(resident)
        record("resident.made", actor=actor, subject=f"resident:{resident.id}")
    return resident


def keep(resident: Resident, details: Details, *, actor: str) -> None:
    """Take over what the person told us. The audit line names no value."""
    with atomic():
        for name in details.__dataclass_fields__:
            setattr(resident, name, getattr(details, name))
        resident.save()
        keep_words(resident)
        record("resident.details_kept", actor=actor, subject=f"resident:{resident.id}")


def correct(resident: Resident, changed: Mapping[str, Any], *, actor: str) -> None:
    """Put right what we keep of a person. `changed` is by column. Of what was there before a name is kept, out of sight.

    The audit line names no value. Told on as `resident.corrected`.
    """
    with atomic():
        if resident.full_name and changed.get("full_name", resident.full_name) != resident.full_name:
            before = {"full_name": resident.full_name, "surname": resident.surname}
            FormerName.create(resident=resident, until_at=now(), **before)
        for name, value in changed.items():
            setattr(resident, name, value)
        resident.save()
        keep_words(resident)
        record("resident.corrected", actor=actor, subject=f"resident:{resident.id}", what=" ".join(sorted(changed)))
        emit("resident.corrected", resident_id=resident.id)


def former_names(resident: Resident) -> list[FormerName]:
    """The newest first."""
    had = FormerName.select().where(FormerName.resident == resident)
    return list(had.order_by(FormerName.id.desc()))


def tell_new(resident: Resident, *, wanted: bool, actor: str) -> None:
    """Whether they want to be told when their card opens something new; the same again changes nothing."""
    if resident.tell_new == wanted:
        return
    with atomic():
        resident.tell_new = wanted
        resident.save(only=[Resident.tell_new])
        record("resident.tell_new", actor=actor, subject=f"resident:{resident.id}", wanted=wanted)


def contact(resident: Resident) -> Contact | None:
    """How to reach them: their channel if it can be used, else another that can, else None.

    Nobody who told us that it is not safe gets a letter.
    """
    return next(_contacts(resident), None)


def contact_for_code(resident: Resident) -> Contact | None:
    """How to send them a code: as `contact`, but no letter, which comes too late."""
    return next((reach for reach in _contacts(resident) if reach.channel != "letter"), None)


def _contacts(resident: Resident) -> Iterator[Contact]:
    ways = {"email": resident.email, "text": resident.mobile, "letter": _letter_address(resident)}
    for channel in sorted(ways, key=lambda way: way != resident.channel):
        if ways[channel]:
            yield Contact(channel, ways[channel], written_in(resident.language))  # type: ignore[arg-type]  # the keys above


def _letter_address(resident: Resident) -> str:
    if not resident.safe_to_write or not resident.postcode:
        return ""
    return "\n".join([resident.full_name, *resident.address, resident.postcode])


def without_account(*, actor: str) -> Resident:
    """A new resident whom staff help, and who may sign in later or never."""
    with atomic():
        return _blank(None, actor)


def _blank(account_id: int | None, actor: str | None = None) -> Resident:
    account = Account.get_by_id(account_id) if account_id is not None else None
    resident = Resident.create(
        public_id=new_token(10),
        account=account,
        full_name="",
        surname="",
        address=[],
        postcode="",
        email="",
        mobile="",
        channel="email",
        language="en",
        access_needs=[],
        created_at=now(),
    )
    record("resident.made", actor=actor or f"resident:{resident.id}", subject=f"resident:{resident.id}")
    return resident
