"""Who answers for us and how fresh it is."""

from flask.typing import ResponseReturnValue

from ..core.web import page, portal
from . import status

bp = portal("sources", __name__, "/staff/sources", act="sources.see")


@bp.get("")
def index() -> ResponseReturnValue:
    return page("sources/status.html", rows=status.rows())
