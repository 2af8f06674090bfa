"""Pages of the demo: who you can be, and what was sent. In production there are none of them."""

from datetime import datetime
from typing import Any

from flask import Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts import oidc
from ..accounts.staff import REALM as STAFF
from ..core import settings
from ..core.errors import NotFound
from ..core.web import page, portal
from . import certificates, service
from .by_email import BY_EMAIL
from .cast import CAST, find
from .colleagues import find as find_colleague
from .colleagues import slug_of

bp = portal("demo", __name__, "/demo")


@bp.before_app_request
def _one_name() -> ResponseReturnValue | None:
    """To a browser localhost is another site than 127.0.0.1, to which the provider sends people back."""
    known = settings.current()
    if request.method != "GET" or request.host.partition(":")[0] != "localhost" or known.hostname != "127.0.0.1":
        return None
    return redirect(known.base_url + request.full_path.rstrip("?"), 307)


@bp.get("")
def index() -> ResponseReturnValue:
    choices = [(persona, url_for("demo.sign_in", persona=persona.slug)) for persona in CAST]
    staff = [{**one, "code": service.code_now(one["totp_secret"])} for one in _staff()]
    wallets = certificates.root_path(settings.current().state_dir).exists()
    return page(
        "demo/index.html", choices=choices, by_email=BY_EMAIL, holders=service.holders(), staff=staff, wallets=wallets
    )


@bp.get("/accounts.json")
def accounts() -> Response:
    holders = service.holders()
    residents = [
        {
            "persona": persona.slug,
            "name": persona.name,
            "about": str(persona.about),
            "sign_in": url_for("demo.sign_in", persona=persona.slug, _external=True),
            "has_card": persona.subject in holders,
        }
        for persona in CAST
    ]
    return jsonify(residents=residents, staff=_staff(), partners=[], terminals=[])


@bp.get("/sign-in/<persona>")
def sign_in(persona: str) -> ResponseReturnValue:
    """The ordinary way in, telling the provider whom to pick."""
    if find(persona) is None:
        raise NotFound
    return oidc.start(login_hint=persona)


@bp.get("/staff-sign-in/<colleague>")
def staff_sign_in(colleague: str) -> ResponseReturnValue:
    """The same with a work account."""
    if find_colleague(colleague) is None:
        raise NotFound
    return oidc.start(STAFF, login_hint=colleague)


@bp.get("/outbox")
def outbox() -> ResponseReturnValue:
    messages = [{**one, "at": datetime.fromisoformat(one["created_at"])} for one in service.sent()]
    return page("demo/outbox.html", messages=messages)


@bp.get("/outbox.json")
def outbox_json() -> Response:
    return jsonify(messages=service.sent())


@bp.get("/wallet-ca.pem")
def wallet_ca() -> Response:
    """The root certificate of this demo's passes, for whoever wants to check one."""
    path = certificates.root_path(settings.current().state_dir)
    if not path.exists():
        raise NotFound
    return Response(path.read_bytes(), content_type="application/x-pem-file")


def _staff() -> list[dict[str, Any]]:
    """Each with the address that, followed like a link, signs them in with their work account."""
    return [{**one, "sign_in": _by_work_account(one["email"])} for one in service.staff()]


def _by_work_account(email: str) -> str:
    return url_for("demo.staff_sign_in", colleague=slug_of(email), _external=True)
