"""Before every page of a case: which it is, and whether the reader may open it."""

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.web import page, see_other
from . import opening, service


def find_case() -> ResponseReturnValue | None:
    """The case of the address: never one's own; a closed one only for a reason that was given."""
    public_id = (request.view_args or {}).get("public_id")
    if public_id is None:
        return None
    g.case = service.find(public_id)
    if service.is_own(g.case, current_user.account_id):
        return page("casework/own.html", status=403)
    if opening.open_for(g.case.resident, g.case.subject) is None:
        return see_other("people.why", public_id=g.case.resident.public_id, case=public_id)
    return None
