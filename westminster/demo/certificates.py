"""Keys and certificates for trying out the wallets, made at the first run. No telephone trusts them."""

import json
import os
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from ..core.clock import now

PASS_TYPE, TEAM = "pass.example.mywestminster.demo", "DEMO000000"
GOOGLE_ISSUER = "3388000000000000000"
ROOT, INTERMEDIATE, LEAF, LEAF_KEY = "wallet-ca.pem", "wallet-intermediate.pem", "pass.pem", "pass-key.pem"
GOOGLE_KEY = "google-wallet-key.json"
YEARS = 10


def ensure(state_dir: Path) -> dict[str, str]:
    """The settings APPLE_… and GOOGLE_WALLET_… of a demo, whose files are made once, in `state_dir`/wallets."""
    folder = state_dir / "wallets"
    if not (folder / GOOGLE_KEY).exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_apple(folder)
        _make_google(folder)
    return {
        "APPLE_PASS_CERT": str(folder / LEAF),
        "APPLE_PASS_KEY": str(folder / LEAF_KEY),
        "APPLE_WWDR_CERT": str(folder / INTERMEDIATE),
        "APPLE_PASS_TYPE": PASS_TYPE,
        "APPLE_TEAM": TEAM,
        "GOOGLE_WALLET_ISSUER": GOOGLE_ISSUER,
        "GOOGLE_WALLET_KEY": str(folder / GOOGLE_KEY),
    }


def root_path(state_dir: Path) -> Path:
    """Where the root certificate is, in PEM, once `ensure` has made it."""
    return state_dir / "wallets" / ROOT


def _make_apple(folder: Path) -> None:
    """A root, an intermediate in the place of Apple's, and a certificate that signs passes of PASS_TYPE."""
    keys = [generate_private_key(65537, 2048) for _ in range(3)]
    names = [
        _name("MyWestminster demo root, for trying out"),
        _name("MyWestminster demo intermediate, for trying out"),
        _name(f"Pass Type ID: {PASS_TYPE}", (NameOID.USER_ID, PASS_TYPE), (NameOID.ORGANIZATIONAL_UNIT_NAME, TEAM)),
    ]
    for number, file in enumerate((ROOT, INTERMEDIATE, LEAF)):
        issuer = max(number - 1, 0)
        made = _certificate(names[number], keys[number], names[issuer], keys[issuer], ca=file != LEAF)
        _write(folder / file, made.public_bytes(Encoding.PEM))
    _write(folder / LEAF_KEY, _pem(keys[2]))


def _make_google(folder: Path) -> None:
    """A service account's key file as Google gives it, without the address of a token endpoint."""
    account = {
        "type": "service_account",
        "client_email": "demo@mywestminster.example.com",
        "private_key_id": "demo",
        "private_key": _pem(generate_private_key(65537, 2048)).decode(),
    }
    _write(folder / GOOGLE_KEY, json.dumps(account, indent=1).encode())


def _name(common: str, *more: tuple[x509.ObjectIdentifier, str]) -> x509.Name:
    parts = (*more, (NameOID.COMMON_NAME, common), (NameOID.ORGANIZATION_NAME, "MyWestminster demo"))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _certificate(
    name: x509.Name, key: RSAPrivateKey, issuer: x509.Name, issuer_key: RSAPrivateKey, *, ca: bool
) -> x509.Certificate:
    """Without extended usages, so that a plain `openssl cms -verify` takes it."""
    usage = {"digital_signature": not ca, "key_cert_sign": ca, "crl_sign": ca}
    unused = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    never = dict.fromkeys((*unused, "encipher_only", "decipher_only"), False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage, **never), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    return builder.sign(issuer_key, hashes.SHA256())


def _pem(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, content: bytes) -> None:
    """For its owner's eyes only, and whole or not at all."""
    fresh = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)
