"""Private keys of ours in one PEM file: the first signs, each is published, a certificate goes with its key."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from joserfc.jwk import ECKey, Key, KeyParameters, RSAKey

from .environ import SettingsError

_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----", re.DOTALL)
_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
_OF_RSA = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
LEAST_RSA_BITS = 2048

_Private = RSAPrivateKey | EllipticCurvePrivateKey


@dataclass(frozen=True)
class PrivateKey:
    """`key` is the private half as joserfc takes it; `thumbprints` those of its certificate, by the name of the header."""

    kid: str
    alg: str
    key: Key = field(repr=False, compare=False)
    thumbprints: Mapping[str, str] = field(default_factory=dict, hash=False)


def read_keys(text: str, kids: list[str], alg: str, name: str) -> tuple[PrivateKey, ...]:
    """The keys of PEM `text`. `kids` in their order, else RFC 7638 thumbprints; `alg` for those that can.

    Raises SettingsError, which begins with `name`.
    """
    blocks = [(match[1], match[0].encode()) for match in _BLOCK.finditer(text)]
    found = [_private(pem, name) for label, pem in blocks if label.endswith("PRIVATE KEY")]
    if text and not found:
        raise SettingsError(f"{name}_FILE has no private key in PEM")
    if kids and len(kids) != len(found):
        raise SettingsError(f"{name}_KID must name each key of {name}_FILE, with spaces between")
    if alg and found and alg not in _algs(found[0]):
        raise SettingsError(f"{name}_ALG is not for the first key of {name}_FILE")
    certificates = _certificates([pem for label, pem in blocks if label == "CERTIFICATE"], name)
    keys = tuple(
        _named(private, kids[place] if kids else "", alg, certificates.get(_der(private), {}))
        for place, private in enumerate(found)
    )
    if len({key.kid for key in keys}) < len(keys):
        raise SettingsError(f"{name}_FILE has a key twice, or two of one name")
    return keys


def _private(pem: bytes, name: str) -> _Private:
    try:
        private = load_pem_private_key(pem, None)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{name}_FILE has a private key that cannot be read, or has a password") from error
    if isinstance(private, RSAPrivateKey) and private.key_size >= LEAST_RSA_BITS:
        return private
    if isinstance(private, EllipticCurvePrivateKey) and private.curve.name in _CURVES:
        return private
    raise SettingsError(f"{name}_FILE: RSA of {LEAST_RSA_BITS} bits or more, or EC of P-256, P-384 or P-521")


def _named(private: _Private, kid: str, alg: str, thumbprints: Mapping[str, str]) -> PrivateKey:
    usable = _algs(private)
    name, chosen = kid or _jwk(private).thumbprint(), alg if alg in usable else usable[0]
    return PrivateKey(name, chosen, _jwk(private, {"kid": name, "alg": chosen, "use": "sig"}), thumbprints)


def _jwk(private: _Private, parameters: KeyParameters | None = None) -> RSAKey | ECKey:
    if isinstance(private, RSAPrivateKey):
        return RSAKey.import_key(private, parameters)
    return ECKey.import_key(private, parameters)


def _algs(private: _Private) -> tuple[str, ...]:
    """The algorithms that a key can sign with, the usual one first."""
    if isinstance(private, RSAPrivateKey):
        return _OF_RSA
    return (_CURVES[private.curve.name],)


def _certificates(pems: list[bytes], name: str) -> dict[bytes, Mapping[str, str]]:
    """Thumbprints by public key, both: Entra ID knows a certificate by SHA-1. Source: RFC 7515, 4.1.7 and 4.1.8."""
    try:
        found = [x509.load_pem_x509_certificate(pem) for pem in pems]
    except ValueError as error:
        raise SettingsError(f"{name}_FILE has a certificate that cannot be read") from error
    named = {"x5t": SHA1(), "x5t#S256": SHA256()}  # noqa: S303  # a name, no proof
    return {_der(one): {name: _base64url(one.fingerprint(how)) for name, how in named.items()} for one in found}


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _der(holder: _Private | x509.Certificate) -> bytes:
    """The public key of `holder`."""
    return holder.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
