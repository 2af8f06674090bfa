"""The services, for everyone to read; to somebody signed in, what each is to them, and adding those that are to add."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.clock import today
from ..core.errors import NotFound
from ..core.web import ButtonForm, page, portal, see_other
from ..residents.service import for_account
from . import adding, service
from .catalogue import SERVICES, find
from .service import Offer

bp = portal("services", __name__, "/services")
own = portal("own_services", __name__, "/services", role="resident")
VERBS = {"add": adding.add, "take-off": adding.take_off}


@bp.get("")
def index() -> ResponseReturnValue:
    offers = _offers()
    return (
        page("services/yours.html", ButtonForm(), offers=offers)
        if offers
        else page("services/index.html", services=SERVICES)
    )


@bp.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    found = find(slug)
    offer = next((one for one in _offers() if one.service is found), None)
    return page("services/show.html", ButtonForm(), service=found, offer=offer)


@own.post("/<slug>/<verb>")
def change(slug: str, verb: str) -> ResponseReturnValue:
    """Add it, or take it off, with one press; pressed twice, it stays so."""
    if verb not in VERBS:
        raise NotFound
    resident = for_account(current_user.account_id)
    VERBS[verb](resident.id, find(slug), actor=f"resident:{resident.id}")
    return see_other("services.show", slug=slug)


def _offers() -> tuple[Offer, ...]:
    return service.offers(current_user.account_id, today()) if current_user.is_authenticated else ()
