"""The settings, read once from the environment; nothing else reads it.

A setting has a default only when the default is safe in production. Secrets have none: production
refuses to start without them, demo mode makes random ones in its own folder (westminster.demo).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

# Signed with a private key: with a shared secret, or with none, anybody we know could be the provider.
PUBLIC_KEY_ALGS = {f"{family}{size}" for family in ("ES", "PS", "RS") for size in (256, 384, 512)} | {"EdDSA"}


class SettingsError(Exception):
    """A setting is missing or makes no sense. Says which, never its value."""


@dataclass(frozen=True)
class Oidc:
    """How one realm signs in. Names follow `<REALM>_OIDC_…`, documented in the README.

    `keys_max_age` and `clock_skew` are seconds.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    discovery_url: str
    scopes: str = "openid profile email phone address"
    id_token_algs: tuple[str, ...] = ("ES256", "RS256", "PS256")
    keys_max_age: int = 3600
    clock_skew: int = 30


@dataclass(frozen=True)
class Settings:
    demo: bool
    secret_key: str = field(repr=False)
    base_url: str
    database_url: str
    state_dir: Path
    host: str
    port: int
    trust_proxy: int
    resident_oidc: Oidc | None
    notify_api_key: str | None = field(repr=False)
    notify_url: str
    notify_templates: Mapping[str, str]
    council_tax_url: str | None
    council_tax_token: str | None = field(repr=False)
    evidence_url: str
    evidence_keys: str | None = field(repr=False)
    apple: Mapping[str, str] = field(repr=False)
    google: Mapping[str, str] = field(repr=False)

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def hostname(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Raises SettingsError."""
        demo = _one_of(environ, "WESTMINSTER_MODE", ("production", "demo")) == "demo"
        port = _whole_number(environ, "PORT", 8000)
        host = environ.get("HOST") or "127.0.0.1"
        state_dir = Path(environ.get("STATE_DIR") or "var").resolve()
        base_url = (environ.get("BASE_URL") or (f"http://{host}:{port}" if demo else "")).rstrip("/")
        if urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).hostname:
            raise SettingsError("BASE_URL must be the address people type, such as https://card.example")
        if not demo and not base_url.startswith("https://"):
            raise SettingsError("BASE_URL must begin with https:// in production")
        return cls(
            demo=demo,
            secret_key=_secret(environ, "SECRET_KEY"),
            base_url=base_url,
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{state_dir / 'westminster.db'}",
            state_dir=state_dir,
            host=host,
            port=port,
            trust_proxy=_whole_number(environ, "TRUST_PROXY", 0),
            resident_oidc=_oidc(environ, "RESIDENT_OIDC_"),
            notify_api_key=environ.get("NOTIFY_API_KEY") or None,
            notify_url=environ.get("NOTIFY_URL") or "https://api.notifications.service.gov.uk",
            notify_templates=_group(environ, "NOTIFY_TEMPLATE_"),
            council_tax_url=environ.get("COUNCIL_TAX_URL") or None,
            council_tax_token=environ.get("COUNCIL_TAX_TOKEN") or None,
            evidence_url=environ.get("EVIDENCE_URL") or (state_dir / "evidence").as_uri(),
            evidence_keys=environ.get("EVIDENCE_KEYS") or None,
            apple=_group(environ, "APPLE_"),
            google=_group(environ, "GOOGLE_WALLET_"),
        )


_installed: Settings | None = None


def install(settings: Settings) -> None:
    """Make `settings` the ones of this process."""
    global _installed  # noqa: PLW0603  # settings are one for the process
    _installed = settings


def current() -> Settings:
    """The settings of this process. Raises SettingsError before they are installed."""
    if _installed is None:
        raise SettingsError("the settings are not installed yet")
    return _installed


def _secret(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    if len(value) < 32:
        raise SettingsError(f"{name} must be set to 32 random characters or more")
    return value


def _one_of(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = environ.get(name) or choices[0]
    if value not in choices:
        raise SettingsError(f"{name} must be one of {', '.join(choices)}")
    return value


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise SettingsError(f"{name} must be a whole number")
    return int(text)


def _oidc(environ: Mapping[str, str], prefix: str) -> Oidc | None:
    issuer = environ.get(prefix + "ISSUER")
    if not issuer:
        return None
    secret_file = environ.get(prefix + "CLIENT_SECRET_FILE")
    secret = Path(secret_file).read_text().strip() if secret_file else environ.get(prefix + "CLIENT_SECRET", "")
    client_id = environ.get(prefix + "CLIENT_ID", "")
    if not client_id or not secret:
        raise SettingsError(f"{prefix}CLIENT_ID and {prefix}CLIENT_SECRET go with {prefix}ISSUER")
    discovery = environ.get(prefix + "DISCOVERY_URL") or issuer.rstrip("/") + "/.well-known/openid-configuration"
    if not https_or_loopback(issuer) or not https_or_loopback(discovery):
        raise SettingsError(f"{prefix}ISSUER and {prefix}DISCOVERY_URL must begin with https://")
    algs = tuple((environ.get(prefix + "ID_TOKEN_ALGS") or " ".join(Oidc.id_token_algs)).split())
    if not set(algs) <= PUBLIC_KEY_ALGS:
        raise SettingsError(f"{prefix}ID_TOKEN_ALGS may name {' '.join(sorted(PUBLIC_KEY_ALGS))}, with spaces between")
    return Oidc(
        issuer=issuer,
        client_id=client_id,
        client_secret=secret,
        discovery_url=discovery,
        scopes=environ.get(prefix + "SCOPES") or Oidc.scopes,
        id_token_algs=algs,
        keys_max_age=_whole_number(environ, prefix + "KEYS_MAX_AGE", Oidc.keys_max_age),
        clock_skew=_whole_number(environ, prefix + "CLOCK_SKEW", Oidc.clock_skew),
    )


def https_or_loopback(url: str) -> bool:
    """Whether tokens and keys may travel to `url`: in the clear only inside this machine."""
    parts = urlsplit(url)
    here = parts.hostname in ("127.0.0.1", "::1", "localhost")
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and here))


def _group(environ: Mapping[str, str], prefix: str) -> Mapping[str, str]:
    return {name.removeprefix(prefix): value for name, value in environ.items() if name.startswith(prefix) and value}
