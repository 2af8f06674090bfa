"""Who may do what, for all staff to read."""

from flask.typing import ResponseReturnValue

from ..core.web import page, portal
from .act_rules import ACTS, ROLES

bp = portal("staff_roles", __name__, "/staff/roles", role="staff")


@bp.get("")
def index() -> ResponseReturnValue:
    return page("accounts/staff_roles.html", acts=ACTS, roles=ROLES)
