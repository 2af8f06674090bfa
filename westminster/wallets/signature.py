"""The detached PKCS#7 signature of a pass, from a mould that the library casts once.

Two signatures by one key differ in three values of fixed size: digest, time and the signature proper. The
library writes all three anew with everything around them, which costs a tenth of the signing itself.
Source: RFC 5652, sections 5.3 to 5.6 and 11; the time is a UTCTime, as it must be until 2049.
"""

import hashlib
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

_OPTIONS = [
    pkcs7.PKCS7Options.DetachedSignature,
    pkcs7.PKCS7Options.Binary,
    pkcs7.PKCS7Options.NoCapabilities,
]
# The object identifiers of the first and the second signed attribute, in DER.
_CONTENT_TYPE, _SIGNING_TIME = bytes.fromhex("06092a864886f70d010903"), bytes.fromhex("06092a864886f70d010905")
_SET, _DIGEST_SIZE, _TIME_SIZE = b"\x31", 32, 13


class Mould:
    def __init__(self, certificate: x509.Certificate, intermediate: x509.Certificate, key: RSAPrivateKey) -> None:
        builder = pkcs7.PKCS7SignatureBuilder().set_data(b"").add_signer(certificate, key, hashes.SHA256())
        cast = builder.add_certificate(intermediate).sign(Encoding.DER, _OPTIONS)
        self._key = key
        start = cast.index(_CONTENT_TYPE) - 4  # the headers of the set and of its first attribute
        end = start + 2 + cast[start + 1]
        self._before, attributes = cast[:start], cast[start:end]
        self._between = cast[end : -key.key_size // 8]
        time = attributes.index(_SIGNING_TIME) + len(_SIGNING_TIME) + 4
        digest = attributes.index(hashlib.sha256(b"").digest())
        self._to_time = attributes[:time]
        self._to_digest = attributes[time + _TIME_SIZE : digest]
        if self._filled(b"", attributes[time : time + _TIME_SIZE]) != cast:
            raise AssertionError("the library writes signatures in another form")

    def sign(self, manifest: bytes, at: datetime) -> bytes:
        """DER, with the signing time and both certificates; `at` is in UTC."""
        return self._filled(manifest, at.strftime("%y%m%d%H%M%SZ").encode())

    def _filled(self, manifest: bytes, time: bytes) -> bytes:
        digest = hashlib.sha256(manifest).digest()
        attributes = self._to_time + time + self._to_digest + digest
        # Signed as the set that they are; in the message they have the tag of their place.
        signature = self._key.sign(_SET + attributes[1:], PKCS1v15(), hashes.SHA256())
        return b"".join((self._before, attributes, self._between, signature))
