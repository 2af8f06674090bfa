"""Every answer that is not the page asked for: plain words, the right status, nothing lost."""

import logging
from typing import Any

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from .db import CONNECTION_LOST, database
from .errors import GatewayDown, NotAllowed, NotFound, Refused, TooMany

log = logging.getLogger("westminster.problems")
_PAGES = {
    403: "errors/not_allowed.html",
    404: "errors/not_found.html",
    405: "errors/not_found.html",
    413: "errors/too_large.html",
    429: "errors/too_many.html",
}


def init_app(app: Flask) -> None:
    """Answer each kind of failure with its page."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFound, lambda _: _problem("errors/not_found.html", 404))
    app.register_error_handler(NotAllowed, lambda error: _problem("errors/not_allowed.html", 403, door=error.door))
    app.register_error_handler(Refused, lambda error: _problem("errors/refused.html", 422, words=error.words))
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(CSRFError, lambda _: _problem("errors/open_too_long.html", 400))
    app.register_error_handler(GatewayDown, _gateway_down)
    app.register_error_handler(500, lambda _: _problem("errors/wrong.html", 500))
    app.log_exception = _log_defect  # type: ignore[method-assign]  # Flask's own names the path, which can hold a token
    for lost in CONNECTION_LOST:
        app.register_error_handler(lost, _database_away)


def _problem(template: str, status: int, **context: Any) -> tuple[str, int]:
    """A problem page asks nothing of the database: it may be what failed."""
    g.plain_page = True
    return render_template(template, **context), status


def _http(error: HTTPException) -> ResponseReturnValue:
    """The page of its status, with what the status must say beside it, such as Allow with 405."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    page = _PAGES.get(status, "errors/bad_request.html" if status < 500 else "errors/wrong.html")
    said = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    return *_problem(page, status), said


def _too_many(error: TooMany) -> ResponseReturnValue:
    return *_problem(_PAGES[429], 429, minutes=error.minutes), {"Retry-After": str(error.minutes * 60)}


def _gateway_down(error: GatewayDown) -> ResponseReturnValue:
    log.warning("gateway down: %s", error.system)
    return _unavailable()


def _database_away(error: Exception) -> ResponseReturnValue:
    """The connection goes, so that the next request makes a new one: no restart is needed."""
    log.error("database away: %s", type(error).__name__)
    if not database.in_transaction():
        database.close()
    return _unavailable()


def _unavailable() -> ResponseReturnValue:
    g.plain_page = True
    return render_template("errors/unavailable.html"), 503, {"Retry-After": "30"}


def _log_defect(exc_info: Any) -> None:
    """Once, with its trace; the route is all that is said of the request."""
    log.error("defect on %s", request.url_rule, exc_info=exc_info)
