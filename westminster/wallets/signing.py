"""Signing an Apple pass: the certificates of the settings, read and checked once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import NameOID

from ..core.clock import now
from ..core.settings import SettingsError
from .signature import Mould

NEEDED = ("PASS_CERT", "PASS_KEY", "WWDR_CERT", "PASS_TYPE", "TEAM")


@dataclass(frozen=True)
class Signer:
    """Whoever may sign passes of `pass_type`, with its key in memory: reading it costs as much as 100 passes."""

    pass_type: str
    team: str
    certificate: x509.Certificate
    intermediate: x509.Certificate
    key: RSAPrivateKey

    def sign(self, manifest: bytes) -> bytes:
        """The detached signature that Wallet asks for."""
        return self._mould.sign(manifest, now())

    @cached_property
    def _mould(self) -> Mould:
        return Mould(self.certificate, self.intermediate, self.key)

    def in_date(self, at: datetime) -> bool:
        """Whether both certificates are good `at` that instant."""
        first, last = self._span
        return first <= at <= last

    @cached_property
    def _span(self) -> tuple[datetime, datetime]:
        both = (self.certificate, self.intermediate)
        return max(one.not_valid_before_utc for one in both), min(one.not_valid_after_utc for one in both)


def load(apple: Mapping[str, str]) -> Signer | None:
    """The signer of the settings APPLE_…, None when there are none.

    Raises SettingsError when they do not belong together: Wallet would refuse every pass without a word.
    """
    if not apple:
        return None
    missing = [f"APPLE_{name}" for name in NEEDED if not apple.get(name)]
    if missing:
        raise SettingsError(f"Apple Wallet also needs {', '.join(missing)}")
    signer = Signer(
        pass_type=apple["PASS_TYPE"],
        team=apple["TEAM"],
        certificate=_certificate(apple, "PASS_CERT"),
        intermediate=_certificate(apple, "WWDR_CERT"),
        key=_key(apple),
    )
    _check(signer)
    return signer


def _check(signer: Signer) -> None:
    """The certificate says whose passes it signs: UID is the pass type, OU the team."""
    leaf = signer.certificate
    if _said(leaf, NameOID.USER_ID) != signer.pass_type:
        raise SettingsError("APPLE_PASS_TYPE is not the pass type (UID) in APPLE_PASS_CERT")
    if _said(leaf, NameOID.ORGANIZATIONAL_UNIT_NAME) != signer.team:
        raise SettingsError("APPLE_TEAM is not the team (OU) in APPLE_PASS_CERT")
    if leaf.public_key() != signer.key.public_key():
        raise SettingsError("APPLE_PASS_KEY is not the key of APPLE_PASS_CERT")
    try:
        leaf.verify_directly_issued_by(signer.intermediate)
    except Exception as error:  # whatever the library raises: the one did not issue the other
        raise SettingsError("APPLE_WWDR_CERT did not issue APPLE_PASS_CERT") from error


def _said(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    return ", ".join(str(part.value) for part in certificate.subject.get_attributes_for_oid(oid))


def _certificate(apple: Mapping[str, str], name: str) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(Path(apple[name]).read_bytes())
    except (OSError, ValueError) as error:
        raise SettingsError(f"APPLE_{name} must be the path of a certificate in PEM") from error


def _key(apple: Mapping[str, str]) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(Path(apple["PASS_KEY"]).read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError("APPLE_PASS_KEY must be the path of a private key in PEM, without a password") from error
    if not isinstance(key, RSAPrivateKey):
        raise SettingsError("APPLE_PASS_KEY must be an RSA key")
    return key
