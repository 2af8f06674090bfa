"""What the code on a card opens: for any phone's camera, without signing in."""

from hashlib import sha256

from flask import abort, request
from flask.typing import ResponseReturnValue

from ..core.web import page, portal
from ..services.catalogue import SERVICES
from . import service
from .rules import State

bp = portal("verification", __name__)
_PUBLIC = tuple(service for service in SERVICES if service.public)


@bp.get("/V/<token>")
def show(token: str) -> ResponseReturnValue:
    """The code's state; with `?for=` the answer for one service: yes or no, and no name."""
    look = service.ask(token, _origin())
    if look is None:
        abort(429)
    if look.card is None or look.state not in (State.in_date, State.in_grace):
        return page("verification/not_good.html", state=look.state.value)
    asked = request.args.get("for")
    if asked is None and "asked" not in request.args:
        return _question(token, look)
    return _answer(token, asked, look)


def _answer(token: str, slug: str | None, look: service.Look) -> ResponseReturnValue:
    chosen = next((s for s in _PUBLIC if s.slug == slug), None)
    if chosen is None or look.card is None:
        return _question(token, look, error=True, status=422)
    yes, in_grace = service.opens(look.card, chosen.slug), look.state is State.in_grace
    return page("verification/answer.html", token=token, service=chosen, yes=yes, in_grace=in_grace)


def _question(token: str, look: service.Look, *, error: bool = False, status: int = 200) -> ResponseReturnValue:
    in_grace = look.state is State.in_grace
    return page("verification/good.html", token=token, services=_PUBLIC, error=error, in_grace=in_grace, status=status)


def _origin() -> str:
    """Where a request comes from, as a hash: an address is personal data."""
    return sha256((request.remote_addr or "").encode()).hexdigest()[:16]
