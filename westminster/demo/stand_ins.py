"""The systems outside, played by one small server of its own: `python -m westminster.demo.stand_ins FD`.

Listens on loopback only, and only in demo mode. Needs no part of the portal but its settings.
"""

import os
import secrets
import socket
import sys
import threading
from ipaddress import ip_address
from urllib.parse import urlsplit

import waitress
from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue

from ..accounts.client_auth import public_keys
from ..core import gates, templating
from ..core.settings import Oidc, Settings, SettingsError
from . import eligibility_stand_in
from .colleagues import TENANT
from .eligibility_stand_in import EligibilityStandIn
from .google_wallet_stand_in import PREFIX as GOOGLE_WALLET
from .google_wallet_stand_in import GoogleWalletStandIn
from .notify_stand_in import NotifyStandIn
from .outbox import Outbox
from .provider import Provider
from .relying_party import Client
from .work_provider import WorkProvider

HANG_SECONDS = 60
PROVIDER, AGENCY = "/identity", "/college"
WORK_PROVIDER = f"{PROVIDER}/{TENANT}/v2.0"  # beneath the path of their cookie
MESSAGES_FILE = "demo-messages.db"


class StandIns:
    """All of them as one WSGI `app`. Tests set `trouble["notify"]` (or "provider", "work_provider", "eligibility") and `provider.fault`.

    Trouble is "down" (503), "junk" (an answer that makes no sense) or "hang" (none until `released`).
    """

    def __init__(self, settings: Settings, address: str) -> None:
        """`address` is where they listen, such as http://127.0.0.1:8001. Raises SettingsError outside a demo."""
        residents, staff = (_demo_oidc(settings, realm, address) for realm in ("resident", "staff"))
        self.trouble: dict[str, str] = {}
        self.released = threading.Event()
        self.provider = Provider(residents.issuer, address + PROVIDER, _portal(settings, "resident", residents))
        self.work_provider = WorkProvider(staff.issuer, address + WORK_PROVIDER, _portal(settings, "staff", staff))
        agency = settings.agencies.get(eligibility_stand_in.CATEGORY)
        self.eligibility = EligibilityStandIn(agency, settings.state_dir) if agency else None
        self.app = self._make_app(settings)

    def _make_app(self, settings: Settings) -> Flask:
        app = Flask(__name__, static_folder=None)
        # Cookies do not know ports: a name and a path of its own keep it out of the portal's way.
        app.config.update(
            SECRET_KEY=secrets.token_bytes(32),
            SESSION_COOKIE_NAME="demo_provider",
            SESSION_COOKIE_PATH=PROVIDER,
            SESSION_COOKIE_SAMESITE="Lax",
            MAX_CONTENT_LENGTH=1024 * 1024,
        )
        templating.init_app(app, settings)
        app.before_request(self._make_trouble)
        app.after_request(lambda answer: _secured(answer, settings.base_url))
        # Where the frame of a page leads to.
        app.add_url_rule("/", view_func=lambda: redirect(settings.base_url), endpoint="portal")
        app.add_url_rule("/demo", view_func=lambda: redirect(f"{settings.base_url}/demo"), endpoint="people")
        app.register_blueprint(self.provider.blueprint(), url_prefix=PROVIDER)
        app.register_blueprint(self.work_provider.blueprint(), url_prefix=WORK_PROVIDER)
        if settings.notify_api_key:
            outbox = Outbox(settings.state_dir / MESSAGES_FILE)
            app.register_blueprint(NotifyStandIn(settings.notify_api_key, outbox).blueprint())
        if self.eligibility:
            app.register_blueprint(self.eligibility.blueprint(), url_prefix=AGENCY)
        if settings.google.get("KEY"):
            app.register_blueprint(GoogleWalletStandIn(settings).blueprint(), url_prefix=GOOGLE_WALLET)
        return app

    def _make_trouble(self) -> ResponseReturnValue | None:
        kind = self.trouble.get(request.blueprint or "")
        if kind == "hang":
            self.released.wait(HANG_SECONDS)
        return {"down": Response(status=503), "junk": Response("<p>Lorem ipsum", 200)}.get(kind or "")


def _secured(answer: Response, portal: str) -> Response:
    gates.secure(answer, f" {portal}", https=False)
    return answer


def _portal(settings: Settings, realm: str, oidc: Oidc) -> Client:
    """What the provider of a realm knows of the portal."""
    return Client(
        client_id=oidc.client_id,
        secret=oidc.client_secret,
        keys=tuple(public_keys([oidc])),
        redirect_uri=f"{settings.base_url}/auth/{realm}/callback",
        signed_out_uri=f"{settings.base_url}/auth/signed-out",
        logout_uri=f"{settings.base_url}/auth/{realm}/backchannel-logout",
    )


def _demo_oidc(settings: Settings, realm: str, address: str) -> Oidc:
    """The sign-in settings of a realm, if it is safe that anybody can be anybody. Raises SettingsError."""
    oidc = settings.oidc(realm)
    if not settings.demo or oidc is None:
        raise SettingsError(f"the stand-ins are for demo mode, and need {realm.upper()}_OIDC_ISSUER")
    for place in (address, oidc.issuer):
        if not _is_loopback(urlsplit(place).hostname or ""):
            raise SettingsError("the stand-ins answer on this machine only: issuer and address must be loopback")
    return oidc


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def main() -> None:
    """Serve on the listening socket that the launcher hands over by its number."""
    opened = socket.socket(fileno=int(sys.argv[1]))
    host, port = opened.getsockname()[:2]
    try:
        stand_ins = StandIns(Settings.from_environ(os.environ), f"http://{host}:{port}")
    except SettingsError as error:
        sys.exit(f"The stand-ins cannot start: {error}.")
    waitress.serve(stand_ins.app, sockets=[opened], threads=8, ident="")


if __name__ == "__main__":
    main()
