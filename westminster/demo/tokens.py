"""What the demo provider hands out: signed id_tokens, and short-lived codes and access tokens."""

import base64
import hashlib
import json
import secrets
import time
from typing import Any, Generic, TypeVar

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeyParameters, KeySet

T = TypeVar("T")


class ShortLived(Generic[T]):
    """Values behind unguessable keys that end after `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self._kept: dict[str, tuple[float, T]] = {}

    def put(self, value: T) -> str:
        key = secrets.token_urlsafe(32)
        self.keep(key, value=value)
        return key

    def keep(self, key: str, *, value: T) -> None:
        moment = time.monotonic()
        for known, (ends, _) in list(self._kept.items()):
            if ends <= moment:
                self._kept.pop(known, None)
        self._kept[key] = (moment + self.seconds, value)

    def get(self, key: str) -> T | None:
        ends, value = self._kept.get(key, (0.0, None))
        return value if ends > time.monotonic() else None

    def take(self, key: str) -> T | None:
        """The value, once."""
        ends, value = self._kept.pop(key, (0.0, None))
        return value if ends > time.monotonic() else None


class Signer:
    """An ES256 key that lives as long as the process; `prefix` begins the names of its keys."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.key = self._new_key()

    def public_keys(self) -> dict[str, Any]:
        return dict(KeySet([self.key]).as_dict(private=False))

    def sign(self, claims: dict[str, Any], fault: str | None = None) -> str:
        """A signed JWT; broken as `fault` says, if that is about signing."""
        if fault == "alg_none":
            return f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{_encoded(claims)}."
        key = self._new_key() if fault in ("bad_signature", "unknown_key") else self.key
        header = {"alg": "ES256", "kid": key.kid if fault == "unknown_key" else self.key.kid}
        if fault == "foreign_document":
            key, header["kid"] = self._new_key(), "did:web:elsewhere.example#key"
        if fault == "no_key_id":
            del header["kid"]
        return jwt.encode(header, claims, key)

    def read(self, token: str) -> dict[str, Any] | None:
        """The claims of a token of ours, its end left aside; None for any other."""
        try:
            return dict(jwt.decode(token, self.key, algorithms=["ES256"]).claims)
        except (JoseError, ValueError):
            return None

    def _new_key(self) -> ECKey:
        key = ECKey.generate_key("P-256")
        named: KeyParameters = {"use": "sig", "alg": "ES256", "kid": self.prefix + key.thumbprint()}
        return ECKey.import_key(key.as_dict(private=True), named)


def half_hash(token: str) -> str:
    """The at_hash of an ES256 id_token. Source: OpenID Connect Core 3.1.3.6."""
    return _base64url(hashlib.sha256(token.encode()).digest()[:16])


def challenge_of(verifier: str) -> str:
    """Source: RFC 7636, S256."""
    return _base64url(hashlib.sha256(verifier.encode(errors="replace")).digest())


def _encoded(value: dict[str, Any]) -> str:
    return _base64url(json.dumps(value).encode())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
