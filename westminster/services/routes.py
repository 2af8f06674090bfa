"""The services, for everyone to read; to somebody signed in, what each is to them."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.clock import today
from ..core.web import page, portal
from . import service
from .catalogue import SERVICES, find
from .service import Offer

bp = portal("services", __name__, "/services")


@bp.get("")
def index() -> ResponseReturnValue:
    offers = _offers()
    return page("services/yours.html", offers=offers) if offers else page("services/index.html", services=SERVICES)


@bp.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    found = find(slug)
    return page(
        "services/show.html", service=found, offer=next((one for one in _offers() if one.service is found), None)
    )


def _offers() -> tuple[Offer, ...]:
    return service.offers(current_user.account_id, today()) if current_user.is_authenticated else ()
