"""The signed list of cards that do not work: one bit a card, for anyone who checks without us.

Source: Token Status List, draft-ietf-oauth-status-list-17, sections 4 (the bits) and 5.2 (as a CWT).
"""

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from ..core import settings
from ..core.clock import now
from ..core.db import database
from ..core.errors import NotFound
from . import keys
from .credential import EXP, IAT, ISS, ISSUER, Key, cose_sign
from .models import StoppedList

# Four cards for every resident; must match the constraint in 0008. Mostly zeros: 2,500 stopped cards are about 5 kB.
SIZE = 2**20
MEDIA_TYPE = "application/statuslist+cwt"
LIFE = timedelta(hours=24)
RENEWED = timedelta(hours=1)
TTL_SECONDS = 30
_SUB, _STATUS_LIST, _TTL = 2, 65533, 65534


@dataclass(frozen=True)
class _Edition:
    """All that the bytes of a signed list depend on, beside the cards: the same in every process."""

    revision: int
    issued_at: datetime
    key: Key
    uri: str


def signed(number: int) -> bytes:
    """List `number`, signed. Built again when a card has stopped or works again, and once an hour.

    Raises NotFound: there is one list, 0.
    """
    if number != 0:
        raise NotFound
    state = StoppedList.get_by_id(0)
    hour = now().replace(minute=0, second=0, microsecond=0)
    uri = f"{settings.current().base_url}/.well-known/status-list/{number}"
    return _build(_Edition(state.revision, max(hour, state.changed_at), keys.signing_key(), uri))


def changed() -> None:
    """Say that the list is out of date. Call it in the transaction that stops or restores a card."""
    StoppedList.update(revision=StoppedList.revision + 1, changed_at=now()).where(StoppedList.id == 0).execute()


def pack(indexes: list[int]) -> bytes:
    """The compressed list with these bits set; the lowest bit of a byte is its first card."""
    bits = bytearray(SIZE // 8)
    for index in indexes:
        bits[index // 8] |= 1 << index % 8
    return zlib.compress(bytes(bits), 9)


@lru_cache(maxsize=2)
def _build(edition: _Edition) -> bytes:
    claims = {
        ISS: ISSUER,
        _SUB: edition.uri,
        IAT: int(edition.issued_at.timestamp()),
        EXP: int((edition.issued_at + LIFE).timestamp()),
        _TTL: TTL_SECONDS,
        _STATUS_LIST: {"bits": 1, "lst": pack(_not_working())},
    }
    return cose_sign(claims, edition.key, MEDIA_TYPE)


def _not_working() -> list[int]:
    """In SQL: with a parameter in place of 'active', SQLite would not use the partial index of 0008."""
    rows = database.execute_sql("SELECT list_index FROM card WHERE status <> 'active'")
    return [index for (index,) in rows.fetchall()]
