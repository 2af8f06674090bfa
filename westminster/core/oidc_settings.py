"""How one realm signs in, of residents or of staff: its settings, each begun with <REALM>_OIDC_.

What each of them is for: docs/sign-in.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from .environ import SettingsError, json_object, one_of, text_of, whole_number
from .private_keys import PrivateKey, read_keys

# Signed with a private key: with a shared secret, or with none, anybody we know could be the provider.
PUBLIC_KEY_ALGS = {f"{family}{size}" for family in ("ES", "PS", "RS") for size in (256, 384, 512)} | {"EdDSA"}
AUTH_METHODS = ("client_secret_basic", "client_secret_post", "private_key_jwt")
# What we say of ourselves in a request for sign-in; no setting can change it.
OURS = {
    *("client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "claims"),
    *("code_challenge", "code_challenge_method", "request", "request_uri", "login_hint"),
}
FIELDS = {
    *("subject", "name", "given_name", "family_name", "email", "phone", "birth_date", "address"),
    *("proven_address", "return_codes"),
}
# Claims that change hands, that people choose themselves, or that say what somebody may do.
NO_SUBJECT = {
    *("email", "upn", "preferred_username", "unique_name", "nickname", "name", "given_name", "family_name"),
    *("phone_number", "birthdate", "roles", "groups", "wids", "acr", "nonce", "sid"),
}
_IDENTITY = ("CLAIM", "ISSUER", "KEYS_URL", "LEVEL")


@dataclass(frozen=True)
class Identity:
    """Where a proven identity is told: the claim that holds its token, who signs it, its keys, the level we need."""

    claim: str
    issuer: str
    keys_url: str
    level: str


@dataclass(frozen=True)
class Oidc:
    """`keys_max_age` and `clock_skew` are seconds. `private_keys`: the first signs, all are published.

    `authorize_params` and `claims` go with every request, `step_up_params` and `step_up_claims` with the
    second one, which asks residents for a proven identity, and staff to show again that it is them. `claim_map` names claims by our fields.
    """

    issuer: str
    client_id: str
    discovery_url: str
    client_secret: str = field(default="", repr=False)
    auth_method: str = AUTH_METHODS[0]
    private_keys: tuple[PrivateKey, ...] = ()
    signs_requests: bool = False
    scopes: str = "openid profile email phone address"
    id_token_algs: tuple[str, ...] = ("ES256", "RS256", "PS256")
    claims: Mapping[str, Any] = field(default_factory=dict, hash=False)
    authorize_params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    step_up_params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    step_up_claims: Mapping[str, Any] = field(default_factory=dict, hash=False)
    identity: Identity | None = None
    claim_map: Mapping[str, str] = field(default_factory=dict, hash=False)
    keys_max_age: int = 3600
    clock_skew: int = 30

    @property
    def proves_identity(self) -> bool:
        """Whether a second request can be made that ends in a proven identity."""
        return self.identity is not None and bool(self.step_up_params)


def read_oidc(
    environ: Mapping[str, str], prefix: str, step_up: Mapping[str, Any] = MappingProxyType({})
) -> Oidc | None:
    """None where no issuer is set; `step_up` is what the second request asks for by default. Raises SettingsError."""
    issuer, client_id = environ.get(prefix + "ISSUER"), environ.get(prefix + "CLIENT_ID", "")
    if not issuer:
        return None
    if not client_id:
        raise SettingsError(f"{prefix}CLIENT_ID goes with {prefix}ISSUER")
    discovery = environ.get(prefix + "DISCOVERY_URL") or issuer.rstrip("/") + "/.well-known/openid-configuration"
    if not https_or_loopback(issuer) or not https_or_loopback(discovery):
        raise SettingsError(f"{prefix}ISSUER and {prefix}DISCOVERY_URL must begin with https://")
    return Oidc(
        issuer=issuer,
        client_id=client_id,
        discovery_url=discovery,
        **_credentials(environ, prefix),
        scopes=_scopes(environ, prefix),
        id_token_algs=_algs(environ, prefix),
        claims=json_object(environ, prefix + "CLAIMS"),
        authorize_params=_params(environ, prefix + "AUTHORIZE_PARAMS"),
        step_up_params=_params(environ, prefix + "STEP_UP_PARAMS") or step_up,
        step_up_claims=json_object(environ, prefix + "STEP_UP_CLAIMS"),
        identity=_identity(environ, prefix),
        claim_map=_claim_map(environ, prefix),
        keys_max_age=whole_number(environ, prefix + "KEYS_MAX_AGE", Oidc.keys_max_age),
        clock_skew=whole_number(environ, prefix + "CLOCK_SKEW", Oidc.clock_skew),
    )


def https_or_loopback(url: str) -> bool:
    """Whether tokens and keys may travel to `url`: in the clear only inside this machine."""
    parts = urlsplit(url)
    here = parts.hostname in ("127.0.0.1", "::1", "localhost")
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and here))


def _credentials(environ: Mapping[str, str], prefix: str) -> dict[str, Any]:
    """What we show the provider that it is us by: a secret or a private key, whichever the method needs."""
    secret = text_of(environ, prefix + "CLIENT_SECRET_FILE").strip() or environ.get(prefix + "CLIENT_SECRET", "")
    method = one_of(environ, prefix + "AUTH_METHOD", AUTH_METHODS)
    signs_requests = one_of(environ, prefix + "REQUEST_OBJECT", ("off", "signed")) == "signed"
    keys = read_keys(
        text_of(environ, prefix + "PRIVATE_KEY_FILE"),
        environ.get(prefix + "PRIVATE_KEY_KID", "").split(),
        environ.get(prefix + "PRIVATE_KEY_ALG", ""),
        prefix + "PRIVATE_KEY",
    )
    if (method == "private_key_jwt" or signs_requests) and not keys:
        raise SettingsError(f"{prefix}PRIVATE_KEY_FILE is missing: private_key_jwt and signed requests need it")
    if method != "private_key_jwt" and not secret:
        raise SettingsError(f"{prefix}CLIENT_SECRET is missing: {method} needs it")
    return {"client_secret": secret, "auth_method": method, "private_keys": keys, "signs_requests": signs_requests}


def _scopes(environ: Mapping[str, str], prefix: str) -> str:
    scopes = environ.get(prefix + "SCOPES") or Oidc.scopes
    if "openid" not in scopes.split():
        raise SettingsError(f"{prefix}SCOPES must have openid among them")
    return scopes


def _algs(environ: Mapping[str, str], prefix: str) -> tuple[str, ...]:
    algs = tuple((environ.get(prefix + "ID_TOKEN_ALGS") or " ".join(Oidc.id_token_algs)).split())
    if not set(algs) <= PUBLIC_KEY_ALGS:
        raise SettingsError(f"{prefix}ID_TOKEN_ALGS may name {' '.join(sorted(PUBLIC_KEY_ALGS))}, with spaces between")
    return algs


def _params(environ: Mapping[str, str], name: str) -> dict[str, Any]:
    params = json_object(environ, name)
    if taken := sorted(set(params) & OURS):
        raise SettingsError(f"{name} cannot set {', '.join(taken)}")
    return params


def _identity(environ: Mapping[str, str], prefix: str) -> Identity | None:
    """All four settings or none."""
    told = [environ.get(f"{prefix}IDENTITY_{name}", "") for name in _IDENTITY]
    if not any(told):
        return None
    if not all(told):
        raise SettingsError(f"{prefix}IDENTITY_{', _'.join(_IDENTITY)} go together")
    identity = Identity(*told)
    if not https_or_loopback(identity.keys_url):
        raise SettingsError(f"{prefix}IDENTITY_KEYS_URL must begin with https://")
    return identity


def _claim_map(environ: Mapping[str, str], prefix: str) -> dict[str, str]:
    told = json_object(environ, prefix + "CLAIM_MAP")
    if not set(told) <= FIELDS or not all(isinstance(claim, str) and claim for claim in told.values()):
        raise SettingsError(f"{prefix}CLAIM_MAP may name a claim for each of {', '.join(sorted(FIELDS))}")
    if told.get("subject") in NO_SUBJECT:
        raise SettingsError(f"{prefix}CLAIM_MAP: {told['subject']} does not name the same person for good")
    return told
