"""Random names for things that people, pages and codes refer to."""

import base64
import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEARD_AS = str.maketrans("OIL", "011", " -\t")


def new_token(size: int = 16) -> str:
    """An unguessable id for a URL: base64url of `size` random bytes, no padding."""
    return secrets.token_urlsafe(size)


def new_symbols(count: int) -> str:
    """`count` random Crockford base32 symbols."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(count))


def new_reference(kind: str) -> str:
    """A reference a person can read out, such as APP-7K3F-9Q2D: 40 random bits."""
    symbols = new_symbols(8)
    return f"{kind}-{symbols[:4]}-{symbols[4:]}"


def as_typed(text: str) -> str:
    """What a person typed, as Crockford symbols: any case, groups or not, O for 0, I and L for 1.

    Source: Douglas Crockford, Base 32.
    """
    return text.upper().translate(_HEARD_AS)


def base32(data: bytes) -> str:
    """RFC 4648 base32 without padding: upper case, so that a QR code stays alphanumeric."""
    return base64.b32encode(data).decode().rstrip("=")


def from_base32(text: str) -> bytes:
    """The bytes of `base32`, in either case. Raises ValueError."""
    return base64.b32decode(text.upper() + "=" * (-len(text) % 8))
