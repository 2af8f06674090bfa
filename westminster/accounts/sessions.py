"""Flask's `session`, kept in the database, and its cookie.

Why it is so: docs/decisions/006-sessions.md.
"""

import base64
import binascii
from typing import Any, TypeVar

from flask import Flask, Request, Response, current_app
from flask.sessions import SessionInterface, SessionMixin
from flask_login import current_user
from werkzeug.wrappers import Response as WerkzeugResponse

from ..core.db import CONNECTION_LOST
from ..core.errors import TooMany
from ..core.settings import current
from .act_rules import who_may
from .browser import TOKEN_BYTES, BrowserSession
from .login import Login

AnyResponse = TypeVar("AnyResponse", bound=WerkzeugResponse)


def init_app(app: Flask) -> None:
    """Give `app` our sessions and, from them, `current_user`; templates know it by that name,
    and which roles may do what.
    """
    app.session_interface = Sessions()
    # Not by LoginManager.init_app: its hooks look at the session on every answer.
    app.login_manager = Login()  # type: ignore[attr-defined]  # where Flask-Login looks for it
    app.jinja_env.globals.update(current_user=current_user, who_may=who_may)


class Sessions(SessionInterface):
    def get_cookie_name(self, app: Flask) -> str:
        """`__Host-` makes browsers refuse a cookie set by a neighbouring host; it needs https."""
        return "__Host-session" if current().https else "session"

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        return BrowserSession(_token(request.cookies.get(self.get_cookie_name(app), "")))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, BrowserSession)  # noqa: S101  # open_session makes no other
        if session.accessed:
            response.headers.add("Vary", "Cookie")
        try:
            session.save() if session.modified else session.seen()
        except (*CONNECTION_LOST, TooMany) as error:
            _answer_instead(response, error)
        if session.cookie is not None:
            self._set_cookie(app, session.cookie, response)

    def _set_cookie(self, app: Flask, token: bytes, response: Response) -> None:
        """Without an age: it goes with the browser, and earlier when the row ends."""
        name = self.get_cookie_name(app)
        options: dict[str, Any] = {"path": "/", "secure": current().https, "httponly": True, "samesite": "Lax"}
        if token:
            response.set_cookie(name, base64.urlsafe_b64encode(token).decode().rstrip("="), **options)
        else:
            response.delete_cookie(name, **options)


def cleared(answer: AnyResponse) -> AnyResponse:
    """Have the browser throw away all that it kept of us: for computers that others use."""
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


def _token(cookie: str) -> bytes | None:
    """None for what we never gave out."""
    try:
        token = base64.urlsafe_b64decode(cookie + "=")
    except (ValueError, binascii.Error):
        return None
    return token if len(token) == TOKEN_BYTES else None


def _answer_instead(response: Response, error: Exception) -> None:
    """Flask saves the session when the answer is ready: too late for its error handlers, so ask them here."""
    instead = current_app.make_response(current_app.handle_user_exception(error))
    response.status_code = instead.status_code
    response.set_data(instead.get_data())
    response.headers.pop("Location", None)
    for name in ("Content-Type", "Retry-After"):
        response.headers[name] = instead.headers[name]
