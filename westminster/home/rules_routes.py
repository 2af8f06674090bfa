"""What staff read of categories and rules. The files are the place to change them."""

from flask.typing import ResponseReturnValue

from ..core.clock import today
from ..core.web import page, portal
from . import catalogue

bp = portal("staff_rules", __name__, "/staff/rules", role="staff")


@bp.get("")
def index() -> ResponseReturnValue:
    day = today()
    return page("home/rules.html", services=catalogue.services(day), categories=catalogue.categories(day))


@bp.get("/<slug>")
def category(slug: str) -> ResponseReturnValue:
    shown, day = catalogue.category(slug), today()
    return page(
        "home/category.html",
        category=shown,
        name=shown.on(day).name,
        versions=catalogue.versions(shown, day),
        services=catalogue.used_by(slug),
        checkers=catalogue.CHECKERS,
    )
