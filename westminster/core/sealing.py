"""Small secrets at rest, sealed or hashed under SECRET_KEY: a copy of the database alone gives none of them away."""

import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .settings import current

_NONCE_BYTES = 12


def seal(secret: bytes, *, purpose: str, label: str) -> str:
    """`secret` encrypted, in hex. Each `purpose` has a key of its own; `label` names the row it belongs to."""
    nonce = os.urandom(_NONCE_BYTES)
    return (nonce + _cipher(purpose).encrypt(nonce, secret, label.encode())).hex()


def unseal(sealed: str, *, purpose: str, label: str) -> bytes:
    """Raises cryptography's InvalidTag when SECRET_KEY has changed, or for another purpose or row."""
    raw = bytes.fromhex(sealed)
    return _cipher(purpose).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], label.encode())


def keyed_hash(*parts: str, purpose: str) -> str:
    """64 hex digits, the same for the same `parts`: nobody finds them without the key, short as they may be."""
    return hmac.digest(_key(purpose, current().secret_key), "\x1f".join(parts).encode(), "sha256").hex()


def _cipher(purpose: str) -> AESGCM:
    return AESGCM(_key(purpose, current().secret_key))


@lru_cache(maxsize=64)
def _key(purpose: str, secret_key: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"westminster {purpose}".encode()).derive(secret_key.encode())
