"""Routes that fail in each way a request can, so that the pages for it can be looked at."""

from collections.abc import Callable
from datetime import timedelta

import peewee
from flask import Flask, abort
from flask_wtf.csrf import CSRFError

from westminster.core.errors import GatewayDown, NotFound, Refused, TooMany
from westminster.core.words import N_


def _raise(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


PROBLEMS: dict[str, tuple[int, Callable[[], None]]] = {
    "bad-request": (400, lambda: abort(400)),
    "open-too-long": (400, _raise(CSRFError())),
    "not-allowed": (403, lambda: abort(403)),
    "not-found": (404, _raise(NotFound())),
    "wrong-way": (405, lambda: abort(405)),
    "too-large": (413, lambda: abort(413)),
    "refused": (422, _raise(Refused(N_("Select why you want to stop the card")))),
    "too-many": (429, lambda: abort(429)),
    "too-many-tries": (429, _raise(TooMany(timedelta(minutes=5)))),
    "defect": (500, _raise(RuntimeError("a defect"))),
    "gateway-down": (503, _raise(GatewayDown("notify"))),
    "database-away": (503, _raise(peewee.OperationalError("gone"))),
}


def add_problems(app: Flask) -> Flask:
    """With `/problem/<kind>` for each of PROBLEMS."""
    app.add_url_rule("/problem/<kind>", "problem", lambda kind: PROBLEMS[kind][1]())
    return app
