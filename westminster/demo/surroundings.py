"""What the processes of a demo are told: where the stand-ins are, and secrets made for this folder."""

import json
import os
import secrets
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from joserfc.jwk import ECKey

from . import eligibility_stand_in, google_wallet_stand_in
from .notify_stand_in import TEMPLATES
from .proving import ADDRESS, CORE, DOCUMENT, LEVEL, PROOFS, RETURN_CODE
from .stand_ins import AGENCY, PROVIDER, WORK_PROVIDER

# The provider's port is another at each start and its name must not be: accounts are kept by it.
ISSUER, WORK_ISSUER = f"http://127.0.0.1{PROVIDER}", f"http://127.0.0.1{WORK_PROVIDER}"
GATEWAYS = ("RESIDENT_OIDC_", "STAFF_OIDC_", "NOTIFY_", "ELIGIBILITY_", "APPLE_", "GOOGLE_WALLET_")
_AGENCY = f"ELIGIBILITY_{eligibility_stand_in.CATEGORY.upper()}_"
_SECRETS = {
    f"{_AGENCY}HEADER_KEY": lambda: secrets.token_urlsafe(32),
    "SECRET_KEY": lambda: secrets.token_urlsafe(32),
    "RESIDENT_OIDC_CLIENT_SECRET": lambda: secrets.token_urlsafe(32),
    "STAFF_OIDC_CLIENT_SECRET": lambda: secrets.token_urlsafe(32),
    "EVIDENCE_KEYS": lambda: f"demo:{b64encode(secrets.token_bytes(32)).decode()}",
    "NOTIFY_API_KEY": lambda: f"demo-{uuid4()}-{uuid4()}",
}


def environments(given: Mapping[str, str], kept: Mapping[str, str], url: str) -> tuple[dict[str, str], dict[str, str]]:
    """Of the stand-ins at `url`, and of the portal. A gateway with a setting in `given` is left to it."""
    email, text, letter = TEMPLATES
    ours = {
        **kept,
        "RESIDENT_OIDC_ISSUER": ISSUER,
        "RESIDENT_OIDC_CLIENT_ID": "mywestminster",
        **_sign_in(url + PROVIDER),
        **_work_sign_in(url + WORK_PROVIDER),
        **google_wallet_stand_in.environment(url),
        **_agency(url + AGENCY),
        "NOTIFY_URL": url,
        "NOTIFY_TEMPLATE_EMAIL": email,
        "NOTIFY_TEMPLATE_TEXT": text,
        "NOTIFY_TEMPLATE_LETTER": letter,
    }
    told = {"WESTMINSTER_MODE": "demo", **{name: value for name, value in given.items() if value}}
    real = tuple(prefix for prefix in GATEWAYS if any(name.startswith(prefix) for name in told))
    return {**told, **ours}, {**{name: value for name, value in ours.items() if not name.startswith(real)}, **told}


def _sign_in(provider: str) -> dict[str, str]:
    """As at GOV.UK One Login: a private key, signed requests, and a second request for a proven identity."""
    told = {
        "DISCOVERY_URL": f"{provider}/.well-known/openid-configuration",
        "AUTH_METHOD": "private_key_jwt",
        "REQUEST_OBJECT": "signed",
        "AUTHORIZE_PARAMS": json.dumps({"vtr": ["Cl.Cm"]}),
        "STEP_UP_PARAMS": json.dumps({"vtr": [f"Cl.Cm.{LEVEL}"]}),
        "STEP_UP_CLAIMS": json.dumps({"userinfo": {CORE: None, ADDRESS: None, RETURN_CODE: None}}),
        "IDENTITY_CLAIM": CORE,
        "IDENTITY_ISSUER": ISSUER + PROOFS,
        "IDENTITY_KEYS_URL": provider + DOCUMENT,
        "IDENTITY_LEVEL": LEVEL,
        "CLAIM_MAP": json.dumps({"proven_address": ADDRESS, "return_codes": RETURN_CODE}),
    }
    return {f"RESIDENT_OIDC_{name}": value for name, value in told.items()}


def _work_sign_in(provider: str) -> dict[str, str]:
    """As at Entra ID: a secret in the form, names by tenant and object id; and a second step that is asked for."""
    told = {
        "ISSUER": WORK_ISSUER,
        "CLIENT_ID": "mywestminster-staff",
        "DISCOVERY_URL": f"{provider}/.well-known/openid-configuration",
        "AUTH_METHOD": "client_secret_post",
        "SCOPES": "openid profile",
        "AUTHORIZE_PARAMS": json.dumps({"vtr": ["Cl.Cm"], "prompt": "select_account"}),
    }
    return {f"STAFF_OIDC_{name}": value for name, value in told.items()}


def _agency(college: str) -> dict[str, str]:
    """A college that answers for students."""
    told = {
        "URL": f"{college}/verify",
        "NAME": eligibility_stand_in.NAME,
        "NUMBER": "Student number",
        "ISSUER": eligibility_stand_in.ISSUER,
        "AGENCY": "mywestminster",
        "ALGORITHMS": eligibility_stand_in.ALGORITHMS,
        "HEADER": eligibility_stand_in.HEADER,
    }
    return {f"{_AGENCY}{name}": value for name, value in told.items()}


def kept_secrets(folder: Path) -> dict[str, str]:
    """Random secrets, the same at each start: made once in `folder`, for its owner's eyes only."""
    path = folder / "secrets.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = {name: make() for name, make in _SECRETS.items() if name not in known}
    if missing:
        known |= missing
        _keep(path, json.dumps(known, indent=1))
    server = _key_file(folder / eligibility_stand_in.KEY_FILE)
    public = server.with_suffix(".pub")
    if not public.exists():
        _keep(public, ECKey.import_key(server.read_text()).as_pem(private=False).decode())
    files = {
        "RESIDENT_OIDC_PRIVATE_KEY_FILE": _key_file(folder / "sign-in-key.pem"),
        f"{_AGENCY}CLIENT_KEY_FILE": _key_file(folder / "eligibility-client-key.pem"),
        f"{_AGENCY}SERVER_KEY_FILE": public,
    }
    return {**known, **{name: str(path) for name, path in files.items()}}


def _key_file(path: Path) -> Path:
    """A private key, made once."""
    if not path.exists():
        _keep(path, ECKey.generate_key("P-256").as_pem(private=True).decode())
    return path


def _keep(path: Path, text: str) -> None:
    """For the eyes of its owner, whole or not at all."""
    fresh = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
