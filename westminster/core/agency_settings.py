"""Agencies that answer for a category by the Eligibility Verification API, as the environment sets them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from .environ import SettingsError, text_of, whole_number
from .oidc_settings import https_or_loopback

PREFIX = "ELIGIBILITY_"
ALGORITHMS = "RS256 RSA-OAEP A256CBC-HS512"
_URL = re.compile(PREFIX + "([A-Z0-9_]+)_URL")


@dataclass(frozen=True)
class Agency:
    """`name` and `number` (what somebody's number there is called) are in the words of the agency.

    `we_are` is what it calls us, `type` what it calls the category, `issuer` what it calls itself in an answer;
    `algorithms` are those of signature, key encryption and content encryption.
    """

    category: str
    name: str
    number: str
    url: str
    issuer: str
    we_are: str
    type: str
    own_key: str = field(repr=False)
    their_key: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    algorithms: tuple[str, str, str]
    timeout_seconds: int


def read_agencies(environ: Mapping[str, str]) -> Mapping[str, Agency]:
    """By category. Raises SettingsError."""
    names = sorted(match[1] for name, value in environ.items() if value and (match := _URL.fullmatch(name)))
    return {name.lower(): _agency(environ, f"{PREFIX}{name}_", name.lower()) for name in names}


def _agency(environ: Mapping[str, str], prefix: str, category: str) -> Agency:
    def told(name: str) -> str:
        if not environ.get(prefix + name):
            raise SettingsError(f"{prefix}{name} is missing")
        return environ[prefix + name]

    def key(name: str, load: Callable[[bytes], object]) -> str:
        try:
            load((text := text_of(environ, prefix + name)).encode())
        except (TypeError, ValueError) as error:
            raise SettingsError(f"{prefix}{name} must be the path of a key in PEM") from error
        return text

    algorithms = (environ.get(prefix + "ALGORITHMS") or ALGORITHMS).split()
    if len(algorithms) != 3 or algorithms[0].startswith(("HS", "none")):
        raise SettingsError(f"{prefix}ALGORITHMS must be three, such as {ALGORITHMS}")
    if not https_or_loopback(told("URL")):
        raise SettingsError(f"{prefix}URL must begin with https://")
    return Agency(
        category=category,
        name=told("NAME"),
        number=told("NUMBER"),
        url=told("URL"),
        issuer=told("ISSUER"),
        we_are=told("AGENCY"),
        type=environ.get(prefix + "TYPE") or category,
        own_key=key("CLIENT_KEY_FILE", lambda pem: load_pem_private_key(pem, None)),
        their_key=key("SERVER_KEY_FILE", load_pem_public_key),
        headers={told("HEADER"): told("HEADER_KEY")},
        algorithms=(algorithms[0], algorithms[1], algorithms[2]),
        timeout_seconds=whole_number(environ, prefix + "TIMEOUT_SECONDS", 5),
    )
