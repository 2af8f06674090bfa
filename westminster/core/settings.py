"""The settings, read once from the environment; nothing else reads it.

A setting has a default only when the default is safe in production. Secrets have none: production
refuses to start without them, demo mode makes random ones in its own folder (westminster.demo).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from .agency_settings import Agency, read_agencies
from .environ import SettingsError, group, one_of, secret, whole_number
from .oidc_settings import Oidc, https_or_loopback, read_oidc

__all__ = ["Agency", "Oidc", "Settings", "SettingsError", "current", "https_or_loopback", "install"]


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
    staff_oidc: Oidc | None
    notify_api_key: str | None = field(repr=False)
    notify_url: str
    notify_templates: Mapping[str, str]
    agencies: Mapping[str, Agency]
    evidence_url: str
    evidence_keys: str | None = field(repr=False)
    clamd_address: str | None
    apple: Mapping[str, str] = field(repr=False)
    google: Mapping[str, str] = field(repr=False)

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def hostname(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @property
    def sends_messages(self) -> bool:
        return self.notify_api_key is not None

    def oidc(self, realm: str) -> Oidc | None:
        """How `realm`, resident or staff, signs in; None where no provider is set."""
        return {"resident": self.resident_oidc, "staff": self.staff_oidc}[realm]

    def realms(self) -> tuple[Oidc | None, ...]:
        return (self.resident_oidc, self.staff_oidc)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Raises SettingsError."""
        demo = one_of(environ, "WESTMINSTER_MODE", ("production", "demo")) == "demo"
        port = whole_number(environ, "PORT", 8000)
        host = environ.get("HOST") or "127.0.0.1"
        state_dir = Path(environ.get("STATE_DIR") or "var").resolve()
        base_url = (environ.get("BASE_URL") or (f"http://{host}:{port}" if demo else "")).rstrip("/")
        if urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).hostname:
            raise SettingsError("BASE_URL must be the address people type, such as https://card.example")
        if not demo and not base_url.startswith("https://"):
            raise SettingsError("BASE_URL must begin with https:// in production")
        return cls(
            demo=demo,
            secret_key=secret(environ, "SECRET_KEY"),
            base_url=base_url,
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{state_dir / 'westminster.db'}",
            state_dir=state_dir,
            host=host,
            port=port,
            trust_proxy=whole_number(environ, "TRUST_PROXY", 0),
            resident_oidc=read_oidc(environ, "RESIDENT_OIDC_"),
            staff_oidc=read_oidc(environ, "STAFF_OIDC_", step_up={"prompt": "login", "max_age": 300}),
            notify_api_key=environ.get("NOTIFY_API_KEY") or None,
            notify_url=environ.get("NOTIFY_URL") or "https://api.notifications.service.gov.uk",
            notify_templates=group(environ, "NOTIFY_TEMPLATE_"),
            agencies=read_agencies(environ),
            evidence_url=environ.get("EVIDENCE_URL") or (state_dir / "evidence").as_uri(),
            evidence_keys=environ.get("EVIDENCE_KEYS") or None,
            clamd_address=environ.get("CLAMD_ADDRESS") or None,
            apple=group(environ, "APPLE_"),
            google=group(environ, "GOOGLE_WALLET_"),
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
