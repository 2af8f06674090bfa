"""Encryption of evidence: each file has a random key of its own, wrapped by a key that only the settings hold."""

import base64
import os
import re
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import GCM

from ..core.settings import SettingsError

KEY_BYTES, NONCE_BYTES, TAG_BYTES, CHUNK_BYTES = 32, 12, 16, 256 * 1024
_KEY_ID = re.compile(r"[A-Za-z0-9_.-]{1,40}")


class Damaged(Exception):
    """Stored bytes or a wrapped key are not what we wrote, or belong to something else."""


def parse_keys(text: str | None) -> dict[str, bytes]:
    """EVIDENCE_KEYS, `id:base64,id:base64…`, the newest first: it wraps, the others only unwrap.

    Raises SettingsError, which never says a key.
    """
    keys: dict[str, bytes] = {}
    for part in (text or "").split(","):
        key_id, _, encoded = part.strip().partition(":")
        if not _KEY_ID.fullmatch(key_id) or key_id in keys or len(key := _decoded(encoded)) != KEY_BYTES:
            raise SettingsError(
                "EVIDENCE_KEYS must be id:key,id:key… with ids of their own and 32 bytes in base64 each"
            )
        keys[key_id] = key
    return keys


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def wrap(keys: dict[str, bytes], key: bytes, label: str) -> tuple[str, str]:
    """The id of the newest of `keys`, and `key` locked with it for the file called `label`."""
    key_id = next(iter(keys))
    nonce = os.urandom(NONCE_BYTES)
    return key_id, base64.b64encode(nonce + AESGCM(keys[key_id]).encrypt(nonce, key, label.encode())).decode()


def unwrap(keys: dict[str, bytes], key_id: str, wrapped: str, label: str) -> bytes:
    """Raises SettingsError when the settings no longer hold `key_id`; Damaged."""
    if key_id not in keys:
        raise SettingsError(f"EVIDENCE_KEYS has no key {key_id!r}, which evidence is locked with")
    return _decrypted(keys[key_id], label, _decoded(wrapped))


def seal(key: bytes, label: str, data: bytes) -> Iterator[bytes]:
    """`data` encrypted for the place called `label`, piece by piece: nonce, text, tag."""
    nonce = os.urandom(NONCE_BYTES)
    encryptor = Cipher(AES256(key), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(label.encode())
    yield nonce
    view = memoryview(data)
    for start in range(0, len(view), CHUNK_BYTES):
        yield encryptor.update(view[start : start + CHUNK_BYTES])
    yield encryptor.finalize() + encryptor.tag


def unseal(key: bytes, label: str, sealed: bytes) -> bytes:
    """What was sealed for `label`. Raises Damaged; nothing is given out before all of it is proved."""
    return _decrypted(key, label, sealed)


def _decrypted(key: bytes, label: str, box: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(box[:NONCE_BYTES], memoryview(box)[NONCE_BYTES:], label.encode())
    except (InvalidTag, ValueError) as error:  # ValueError: too short to be a box
        raise Damaged(label) from error


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError:
        return b""
