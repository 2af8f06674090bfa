"""What the code on a card opens: for any phone's camera, without signing in."""

from datetime import timedelta
from hashlib import sha256

from flask import abort, request
from flask.typing import ResponseReturnValue

from ..core import limits
from ..core.web import page, portal
from ..services.catalogue import SERVICES
from . import service
from .rules import State

bp = portal("verification", __name__)
ASKED_IN_A_MINUTE = 60


@bp.get("/V/<token>")
def show(token: str) -> ResponseReturnValue:
    """The code's state; with `?for=` the answer for one service: yes or no, and no name."""
    if not limits.allow(f"look:{_origin()}", ASKED_IN_A_MINUTE, timedelta(minutes=1)):
        abort(429)
    look = service.look(token)
    if look.state is not State.in_date or look.card is None:
        return page("verification/not_good.html", state=look.state.value)
    service.note(look.card)
    asked = request.args.get("for")
    if asked is None and "asked" not in request.args:
        return page("verification/good.html", token=token, services=[s for s in SERVICES if s.public], error=None)
    return _answer(token, asked, look)


def _answer(token: str, slug: str | None, look: service.Look) -> ResponseReturnValue:
    public = [s for s in SERVICES if s.public]
    chosen = next((s for s in public if s.slug == slug), None)
    if chosen is None or look.card is None:
        return page("verification/good.html", token=token, services=public, error=True, status=422)
    yes = service.opens(look.card, chosen.slug)
    return page("verification/answer.html", token=token, service=chosen, yes=yes)


def _origin() -> str:
    """Where a request comes from, as a hash: an address is personal data."""
    return sha256((request.remote_addr or "").encode()).hexdigest()[:16]
