"""Session data, readable only with the token that the browser holds and the database does not."""

import hashlib
import hmac
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


def key_of(token: bytes) -> str:
    """The row a token opens."""
    return hashlib.sha256(token).hexdigest()


def seal(token: bytes, data: dict[str, Any]) -> bytes:
    """`data` (JSON) encrypted. Raises TypeError for what JSON cannot hold."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _cipher(token).encrypt(nonce, json.dumps(data).encode(), None)


def unseal(token: bytes, sealed: bytes) -> dict[str, Any] | None:
    """None if it was sealed with another token or changed."""
    try:
        text = _cipher(token).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
    except (InvalidTag, ValueError):  # ValueError: too short to be a seal
        return None
    data: dict[str, Any] = json.loads(text)
    return data


def _cipher(token: bytes) -> AESGCM:
    """A key of its own: the row's name, a plain hash of the token, must not open the row."""
    return AESGCM(hmac.digest(token, b"session data", "sha256"))
