"""The keys that sign codes: made, rotated, published. The private half lies wrapped under SECRET_KEY."""

import hashlib
import time
from datetime import date, timedelta
from functools import lru_cache

import cbor2
import peewee
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cwt import COSEKey

from ..audit.service import record
from ..core import settings
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.sealing import seal, unseal
from .credential import EDDSA, Key
from .models import CardKey

_LISTS_LAST = timedelta(days=2)  # longer than a status list: those it signed can be checked until they end
_WRAPPING = "card keys 1"
_OKP, _ED25519 = 1, 6

_signing: dict[str, Key] = {}


def signing_key() -> Key:
    """The key that signs now, made at first use. Unwrapped once in a process."""
    row = _current() or _make_first()
    if row.kid not in _signing:
        _signing[row.kid] = _unwrap(row)
    return _signing[row.kid]


def needed(key: Key, until: date) -> None:
    """Keep `key` published through `until`. Call it in the transaction that writes what it signed."""
    later = CardKey.needed_until.is_null() | (CardKey.needed_until < until)
    kid = key.kid.hex()  # type: ignore[union-attr]  # every key of ours has its id
    CardKey.update(needed_until=until).where((CardKey.kid == kid) & later).execute()


def published() -> list[CardKey]:
    """The keys that somebody may need to check a card or a list today, oldest first."""
    wanted = CardKey.retired_at.is_null() | (CardKey.needed_until >= today())
    return list(CardKey.select().where(wanted).order_by(CardKey.created_at, CardKey.kid))


def find(kid: bytes) -> Key | None:
    """The published key of this id, for `credential.verify`. Asks the database once a minute, or for a new id."""
    minute = time.monotonic() // 60
    if kid not in _read(minute):
        _read.cache_clear()
    return _read(minute).get(kid)


def rotate(*, actor: str) -> str:
    """Sign with a new key from now on; the old one stays published while it is needed. Gives the new id."""
    with atomic():
        old = locked(CardKey.select().where(CardKey.retired_at.is_null())).first()
        if old is not None:
            old.retired_at = now()
            old.needed_until = max(old.needed_until or date.min, today() + _LISTS_LAST)
            old.save()
        return _make(actor).kid


def key_id(public: bytes) -> str:
    """The first 8 bytes, in hex, of the COSE key thumbprint (RFC 9679, SHA-256)."""
    required = {1: _OKP, -1: _ED25519, -2: public}
    return hashlib.sha256(cbor2.dumps(required, canonical=True)).hexdigest()[:16]


def cose_key(row: CardKey) -> dict[int, int | bytes]:
    """The public key as COSE_Key (RFC 9052 section 7)."""
    return {1: _OKP, 2: bytes.fromhex(row.kid), 3: EDDSA, -1: _ED25519, -2: bytes.fromhex(row.public)}


def _current() -> CardKey | None:
    return CardKey.get_or_none(CardKey.retired_at.is_null())


def _make_first() -> CardKey:
    try:
        with atomic():
            return _make("system")
    except peewee.IntegrityError:  # another process was first
        return CardKey.get(CardKey.retired_at.is_null())


def _make(actor: str) -> CardKey:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    kid = key_id(public)
    wrapped = seal(private.private_bytes_raw(), purpose=_WRAPPING, label=kid)
    row = CardKey.create(kid=kid, public=public.hex(), wrapped=wrapped, created_at=now())
    record("card_key.made", actor=actor, subject=f"card_key:{kid}")
    return row


def _unwrap(row: CardKey) -> Key:
    try:
        private = unseal(row.wrapped, purpose=_WRAPPING, label=row.kid)
    except InvalidTag as error:
        raise settings.SettingsError("SECRET_KEY has changed: run `flask --app app keys rotate`") from error
    return COSEKey.new({**cose_key(row), -4: private})


@lru_cache(maxsize=1)
def _read(minute: float) -> dict[bytes, Key]:
    """What is published, parsed."""
    return {bytes.fromhex(row.kid): COSEKey.new(cose_key(row)) for row in published()}
