"""The credential in a code: a CWT (RFC 8392) in COSE_Sign1 (RFC 9052), Ed25519. Holds nothing about a person.

Why it looks as it does: docs/decisions/007-credential.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias

import cbor2
from cwt import COSE, VerifyError
from cwt.cose_key_interface import COSEKeyInterface

from ..core.clock import LONDON
from ..core.ids import from_base32

Key: TypeAlias = COSEKeyInterface
ISSUER = "WMN"
FORMS = {"web": 1, "pass": 2, "print": 3}
EDDSA = -8
# Claim keys, RFC 8392 section 4; the last is ours, from its private range: [index in the lists, form].
ISS, EXP, IAT, CTI, PLACE = 1, 4, 6, 7, -65537
LONGEST_TEXT = 400
_FORM_NAMES = {value: name for name, value in FORMS.items()}
# All that a signature covers, and the frame around it, has one encoding only: what differs in any
# other byte is refused before it is parsed. A status list, signed with the same keys, cannot match.
_SHAPE = re.compile(
    rb"\xd2\x84\x4d\xa2\x01\x27\x04\x48(?P<kid>.{8})\xa0\x58(?P<length>.)(?P<payload>.*)\x58\x40.{64}", re.DOTALL
)
_cose = COSE.new()


class BadCredential(Exception):
    """Not a credential that can be trusted; the subclasses say why."""


class Malformed(BadCredential):
    """Cut, garbled, or something else altogether."""


class Foreign(BadCredential):
    """Signed with a key that is not, or no longer, ours."""


class Forged(BadCredential):
    """Names one of our keys, which did not sign it."""


class Expired(BadCredential):
    """Ours, and past its last day. `claims` is what it says."""

    def __init__(self, claims: "Claims") -> None:
        super().__init__("expired")
        self.claims = claims


@dataclass(frozen=True)
class Claims:
    """What a code says. `reference` is 8 bytes; instants are aware, whole seconds; `expires_at` is the first that is too late."""

    reference: bytes
    list_index: int
    form: str
    issued_at: datetime
    expires_at: datetime


def ends_at(valid_until: date) -> datetime:
    """The instant after the last day, included, of a card: midnight in Westminster."""
    return datetime.combine(valid_until + timedelta(days=1), time(), LONDON)


def sign(claims: Claims, key: Key) -> bytes:
    """The credential: 125 bytes at most."""
    payload = {
        ISS: ISSUER,
        EXP: int(claims.expires_at.timestamp()),
        IAT: int(claims.issued_at.timestamp()),
        CTI: claims.reference,
        PLACE: [claims.list_index, FORMS[claims.form]],
    }
    return cose_sign(payload, key)


def cose_sign(payload: dict[int, Any], key: Key, typ: str | None = None) -> bytes:
    """COSE_Sign1 with algorithm, key id and `typ` (RFC 9596), if any, in the protected header."""
    protected = {1: EDDSA, 4: key.kid} | ({16: typ} if typ else {})
    signed: bytes = _cose.encode_and_sign(cbor2.dumps(payload, canonical=True), key, protected=protected)
    return signed


def verify(token: bytes, key_of: Callable[[bytes], Key | None], now: datetime) -> Claims:
    """What a credential says, if it is ours and in date. Raises Malformed, Foreign, Forged or Expired.

    `key_of` gives the key of a key id; a dict's `get` will do.
    """
    shape = _SHAPE.fullmatch(token)
    if shape is None or len(shape["payload"]) != shape["length"][0]:
        raise Malformed
    key = key_of(shape["kid"])
    if key is None:
        raise Foreign
    try:
        claims = _claims(_cose.decode(token, key))
    except VerifyError as error:
        raise Forged from error
    if now >= claims.expires_at:
        raise Expired(claims)
    return claims


def read(text: str, key_of: Callable[[bytes], Key | None], now: datetime) -> Claims:
    """`verify` for the base32 text of a code, in either case. Raises as it does."""
    if len(text) > LONGEST_TEXT:
        raise Malformed
    try:
        token = from_base32(text)
    except ValueError as error:
        raise Malformed from error
    return verify(token, key_of, now)


def address(base_url: str, text: str) -> str:
    """What the code holds: a URL all in upper case, so that it takes the alphanumeric mode of QR."""
    return f"{base_url.upper()}/V/{text}"


def _claims(payload: bytes) -> Claims:
    """The claims of a payload whose signature was checked: only `sign` made it."""
    claims = cbor2.loads(payload)
    list_index, form = claims[PLACE]
    return Claims(
        reference=claims[CTI],
        list_index=list_index,
        form=_FORM_NAMES[form],
        issued_at=datetime.fromtimestamp(claims[IAT], UTC),
        expires_at=datetime.fromtimestamp(claims[EXP], UTC),
    )
