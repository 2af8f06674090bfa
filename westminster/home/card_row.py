"""What the card page reads, by plain SQL: three questions in a tenth of a millisecond, where rows would take two."""

from datetime import date, datetime
from typing import Any, NamedTuple

from ..core.db import as_date, as_instant, database
from ..proofs.rules import holds, last_counted
from ..services.rules import Held, Person
from ..services.service import added

RECENT = 3
_CARD = """
SELECT resident.id, resident.full_name, resident.born_on, card.id, card.number, card.status, card.valid_from,
       card.valid_until, card.ended_at, card.ended_reason, card_code.path, card_code.size,
       proof.fact, proof.version, proof.source, proof.from_on, proof.until_on, proof.ended_on
FROM resident
JOIN card ON card.id = (
  SELECT one.id FROM card one WHERE one.resident_id = resident.id
  ORDER BY CASE WHEN one.status IN ('active', 'suspended') THEN 0 ELSE 1 END, one.id DESC LIMIT 1
)
JOIN card_code ON card_code.card_id = card.id AND card_code.form = 'web'
LEFT JOIN proof ON proof.resident_id = resident.id
WHERE resident.{key} = {p} ORDER BY (proof.until_on IS NULL) DESC, proof.until_on DESC, proof.id DESC
"""
_LOOKS = """
SELECT look_up.hour FROM look_up JOIN card ON card.id = look_up.card_id
WHERE card.resident_id = {p} ORDER BY look_up.hour DESC, look_up.id DESC LIMIT {limit}
"""


class CardRow(NamedTuple):
    """The current card of somebody, else the one that ended last. See cards.models.Card and .CardCode.

    `proofs` are those that count, as of proofs.service.held_by; `person` is what rules may ask.
    """

    resident_id: int
    full_name: str
    person: Person
    id: int
    number: str
    status: str
    valid_from: date
    valid_until: date
    ended_at: datetime | None
    ended_reason: str | None
    path: str | None
    size: int | None
    proofs: "list[ProofRow]"


class ProofRow(NamedTuple):
    fact: str
    version: int
    source: str
    until_on: date | None


class Look(NamedTuple):
    hour: datetime


def find(value: int, today: date, key: str = "account_id") -> CardRow | None:
    """Of the resident with this account, or with this `key`; None for somebody who has no card yet."""
    rows = database.execute_sql(_CARD.format(p=database.param, key=key), (value,)).fetchall()
    if not rows:
        return None
    resident_id, name, born, card_id, number, status, start, until, ended, reason, path, size, *_ = rows[0]
    return CardRow(
        resident_id,
        name,
        Person(
            as_date(born), tuple(Held(row[12], *map(as_date, row[15:])) for row in rows if row[12]), added(resident_id)
        ),
        card_id,
        number,
        status,
        as_date(start),
        as_date(until),
        as_instant(ended),
        reason,
        path,
        size,
        [proof for row in rows if (proof := _proof(*row[12:], today=today))],
    )


def _proof(fact: str | None, version: int, source: str, *days: Any, today: date) -> ProofRow | None:
    """None for one that does not count, or where there is none."""
    start, until, ended = map(as_date, days)
    counts = fact and holds(start, until, ended, today)
    return ProofRow(fact, version, source, last_counted(until, ended)) if fact and counts else None


def looks(resident_id: int) -> list[Look]:
    """The last times a card of theirs was looked up."""
    sql = _LOOKS.format(p=database.param, limit=RECENT)
    rows = database.execute_sql(sql, (resident_id,)).fetchall()
    return [Look(hour) for hour in (as_instant(row[0]) for row in rows) if hour]
