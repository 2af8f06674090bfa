"""Small secrets at rest, sealed under SECRET_KEY: a copy of the database alone gives none of them away."""

import os

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


def _cipher(purpose: str) -> AESGCM:
    hkdf = HKDF(SHA256(), 32, salt=None, info=f"westminster {purpose}".encode())
    return AESGCM(hkdf.derive(current().secret_key.encode()))
