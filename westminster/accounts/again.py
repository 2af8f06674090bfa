"""Before what is dangerous, somebody shows again that it is them; ten minutes are one moment.

What they sent is kept meanwhile and given back. How it is asked: `session_routes` for staff, `home.again_routes`
for residents.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from ..core import answers
from .browser import this_browser

_ASKED_AT = {"staff": "own_account.again", "resident": "again.start"}
View = Callable[..., ResponseReturnValue]


def asks_again(view: View) -> View:
    """For a view, behind a door, whose form does something dangerous. Looking at it is free."""

    @wraps(view)
    def asked(*args: Any, **values: Any) -> ResponseReturnValue:
        # A form that is too old comes back by itself: to ask now would be for nothing.
        if request.method != "POST" or g.get("csrf_failed") or this_browser().is_proved:
            return view(*args, **values)
        return _ask(answers.keep())

    return asked


def asks_again_to_see(view: View) -> View:
    """For a view that shows something dangerous, or where a password is typed: that is kept for nobody."""

    @wraps(view)
    def asked(*args: Any, **values: Any) -> ResponseReturnValue:
        return view(*args, **values) if this_browser().is_proved else _ask(request.full_path.rstrip("?"))

    return asked


def proved() -> None:
    """Somebody has shown again that it is them: good for ten minutes, under a new session id."""
    this_browser().renew(proved=True)


def wanted(otherwise: str) -> str:
    """Where to go on then."""
    return str(session.pop("again_to", None) or otherwise)


def _ask(to: str | None) -> ResponseReturnValue:
    session["again_to"] = to
    return redirect(url_for(_ASKED_AT[str(this_browser().realm)]), 303)
