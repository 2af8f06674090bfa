"""Lists that partners give: looked at, used, asked, and gone when they end. Only hashes are kept of who is on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..audit.service import record
from ..core.bulk import insert_many
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.errors import NotFound, Refused
from ..core.ids import new_token
from ..core.sealing import keyed_hash
from ..core.words import N_
from ..proofs.rules import CATEGORIES
from .csv_files import BrokenFile, BrokenRow
from .extract_rules import plain
from .list_rules import Person, people, why_not_until
from .models import PartnerList, PartnerListEntry
from .name_rules import name_key

SHOWN, DRAFT_KEPT = 20, timedelta(days=1)
_PURPOSE = "partner list"


@dataclass(frozen=True)
class Found:
    """Where somebody was found, and the last day that it counts."""

    list_id: int
    until_on: date


def upload(partner: str, category: str, expires_on: date, data: bytes, *, actor: str) -> PartnerList:
    """Keep a list as a draft, to be looked at. Raises Refused."""
    if reason := why_not_until(expires_on, today()):
        raise Refused(reason, "expires_on")
    good, broken = _read(data)
    hashes = sorted({key for person in good for key in _keys(person)})
    with atomic():
        made = PartnerList.create(
            public_id=new_token(10),
            partner=partner,
            category=category,
            expires_on=expires_on,
            people=len(good),
            skipped=len(broken),
            broken=[str(row) for row in broken[:SHOWN]],
            key_hash=_key_hash(),
            uploaded_at=now(),
        )
        insert_many(PartnerListEntry, ("list_id", "person_hash"), [(made.id, key) for key in hashes])
        record("list.uploaded", actor=actor, subject=f"list:{made.id}", category=category, people=len(good))
    return made


def use(public_id: str, *, actor: str) -> PartnerList:
    """From now on this list answers, and the one of the same partner and category no more. Twice is once."""
    with atomic():
        chosen = find(public_id)
        if chosen.status == "draft":
            for old in in_use(chosen.category):
                if old.partner.lower() == chosen.partner.lower():
                    _end(old, "list.replaced", actor)
            chosen.status, chosen.used_at = "in_use", now()
            chosen.save()
            record("list.used", actor=actor, subject=f"list:{chosen.id}", category=chosen.category)
    return chosen


def stop(public_id: str, *, actor: str) -> None:
    """End a list before its day, or throw a draft away."""
    with atomic():
        chosen = find(public_id)
        if chosen.status != "ended":
            _end(chosen, "list.stopped", actor)


def end_expired() -> int:
    """Lists whose last day is over go, and drafts that nobody used. How many went."""
    over = (PartnerList.status == "in_use") & (PartnerList.expires_on < today())
    left = (PartnerList.status == "draft") & (PartnerList.uploaded_at < now() - DRAFT_KEPT)
    with atomic():
        ended = list(locked(PartnerList.select().where(over | left)))
        for old in ended:
            _end(old, "list.expired", "system")
    return len(ended)


def find(public_id: str) -> PartnerList:
    """Raises NotFound."""
    found = locked(PartnerList.select().where(PartnerList.public_id == public_id)).first()
    if found is None:
        raise NotFound
    return found


def in_use(category: str | None = None) -> list[PartnerList]:
    """Of one category, or all of them, in the order of their names."""
    query = PartnerList.select().where(PartnerList.status == "in_use", PartnerList.expires_on >= today())
    if category is not None:
        query = query.where(PartnerList.category == category)
    return list(query.order_by(PartnerList.category, PartnerList.partner, PartnerList.id))


def categories() -> list[str]:
    """Those that a list can be given for."""
    return [slug for slug, category in CATEGORIES.items() if "partner_list" in category.on(today()).checked_by]


def can_tell(category: str) -> bool:
    """Whether a list of this category can be looked into: not after SECRET_KEY changed."""
    return any(one.key_hash == _key_hash() for one in in_use(category))


def look_up(category: str, number: str, name: str, born_on: date) -> Found | None:
    """The list in use that has this person by number or by name, each with the birth date; the longest one."""
    keys = list(_keys(Person(plain(number), name_key(name), born_on)))
    lists = {one.id: one.expires_on for one in in_use(category)}
    rows = PartnerListEntry.select(PartnerListEntry.list).where(
        PartnerListEntry.list.in_(list(lists)), PartnerListEntry.person_hash.in_(keys)
    )
    found = [Found(row.list_id, lists[row.list_id]) for row in rows]
    return max(found, key=lambda one: one.until_on, default=None)


def _end(old: PartnerList, act: str, actor: str) -> None:
    gone = PartnerListEntry.delete().where(PartnerListEntry.list == old).execute()
    old.status, old.ended_at = "ended", now()
    old.save()
    record(act, actor=actor, subject=f"list:{old.id}", category=old.category, people=old.people, hashes=gone)


def _read(data: bytes) -> tuple[list[Person], list[BrokenRow]]:
    try:
        rows: list[Any] = list(people(data, today()))
    except BrokenFile as error:
        raise Refused(N_("This is not a list we can read: %(reason)s", reason=str(error)), "file") from error
    good = [row for row in rows if isinstance(row, Person)]
    broken = [row for row in rows if isinstance(row, BrokenRow)]
    if not good:
        why = str(broken[0]) if broken else "no rows"
        raise Refused(N_("Nobody on this list can be used: %(reason)s", reason=why), "file")
    return good, broken


def _keys(person: Person) -> Iterator[str]:
    for kind, told in (("number", person.number), ("name", person.name)):
        if told:
            yield keyed_hash(kind, told, person.born_on.isoformat(), purpose=_PURPOSE)


def _key_hash() -> str:
    return keyed_hash(purpose=_PURPOSE)
