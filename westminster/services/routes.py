"""The services, for everyone to read."""

from flask.typing import ResponseReturnValue

from ..core.web import page, portal
from .catalogue import SERVICES, find

bp = portal("services", __name__, "/services")


@bp.get("")
def index() -> ResponseReturnValue:
    return page("services/index.html", services=SERVICES)


@bp.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    return page("services/show.html", service=find(slug))
