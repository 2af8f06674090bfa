"""Public pages: what this is, how to reach us, what we promise."""

from flask import Response, current_app
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.settings import current
from ..core.web import page, portal
from ..places.service import ATTRIBUTION
from ..services.catalogue import SERVICES

bp = portal("home", __name__)


@bp.get("/")
def front() -> ResponseReturnValue:
    return page("home/front.html", services=SERVICES, signed_in=current_user.is_authenticated)


@bp.get("/contact")
def contact() -> ResponseReturnValue:
    return page("home/contact.html")


@bp.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    return page("home/accessibility.html")


@bp.get("/privacy")
def privacy() -> ResponseReturnValue:
    return page("home/privacy.html", attribution=ATTRIBUTION)


@bp.get("/cookies")
def cookies() -> ResponseReturnValue:
    return page("home/cookies.html", cookie_name=current_app.session_interface.get_cookie_name(current_app))


@bp.get("/.well-known/security.txt")
def security_txt() -> ResponseReturnValue:
    """Where to report a weakness. Source: RFC 9116."""
    lines = [f"Contact: {current().base_url}/contact", "Expires: 2027-11-01T00:00:00Z", "Preferred-Languages: en"]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
