"""What every request passes before a view and every answer after it."""

import json
import logging
import secrets
import time
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Flask, Response, abort, current_app, g, request
from flask.globals import request_ctx
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import BadRequest, ClientDisconnected, RequestEntityTooLarge

from .settings import Settings, current

csrf = CSRFProtect()
log = logging.getLogger("westminster.requests")
MAX_JSON_DEPTH = 32
_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'{forms}"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


def init_app(app: Flask, settings: Settings) -> None:
    """Install the gates. Form targets outside us are the providers that people sign out at."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=128 * 1024,
        MAX_FORM_PARTS=200,
        TRUSTED_HOSTS=_trusted_hosts(settings),
    )
    csrf.init_app(app)
    forms = "".join(sorted(f" {origin}" for origin in _providers(settings)))
    app.before_request(_start)
    app.before_request(_no_junk)
    app.before_request(_no_forgery)

    @app.after_request
    def finish(response: Response) -> Response:
        secure(response, forms, settings.https)
        _log(response)
        return response


def csp_nonce() -> str:
    """The nonce of this answer, made when a template first asks for it."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def _providers(settings: Settings) -> set[str]:
    """Where they are; the discovery document may be at an address of its own, inside a network."""
    return {_origin(url) for oidc in settings.realms() if oidc for url in (oidc.issuer, oidc.discovery_url)}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _trusted_hosts(settings: Settings) -> list[str]:
    own = [settings.hostname]
    return [*own, "127.0.0.1", "localhost"] if settings.demo else own


def _start() -> None:
    g.started = time.perf_counter()
    if request_ctx.url_adapter is None:  # a host that is not ours: the page that refuses it has links too
        request_ctx.url_adapter = current_app.url_map.bind(current().hostname)


def _no_junk() -> None:
    """400 for what no browser of a person sends: NUL, broken UTF-8, JSON without a floor."""
    asked = request_ctx.request
    raw = unquote_to_bytes(asked.environ.get("RAW_URI") or asked.query_string)
    path = asked.path
    if b"\0" in raw or "\0" in path or "\ufffd" in path:
        abort(400)
    try:
        unquote_to_bytes(asked.query_string).decode()
        _read_form()
    except (UnicodeError, ValueError):
        abort(400)
    if asked.is_json:
        _read_json()


def _read_form() -> None:
    """A body too large or cut off ends here, but for a view that takes files: it gets an empty form and says so."""
    if request.method not in ("POST", "PUT", "PATCH") or request.is_json:
        return
    most_bytes = getattr(current_app.view_functions.get(request.endpoint or ""), "most_bytes", None)
    if most_bytes is None:
        _read_names()
        return
    request.max_content_length = most_bytes
    try:
        _read_names()
        if request.content_length and not request.form:  # the parser is silent about a body without an end
            g.lost_body = "cut"
    except (RequestEntityTooLarge, ClientDisconnected) as lost:
        g.lost_body = "too_large" if isinstance(lost, RequestEntityTooLarge) else "cut"
        vars(request).update(form=ImmutableMultiDict(), files=ImmutableMultiDict())


def _read_names() -> None:
    """Werkzeug would take a broken byte for the text "%FF", as if somebody had typed that."""
    if request.mimetype == "application/x-www-form-urlencoded":
        unquote_to_bytes(request.get_data()).decode()
    _ = request.form


def _read_json() -> None:
    """Parse once, refuse depth and lone surrogates: they would fail later, at the database."""
    try:
        body = request.get_data(cache=True).decode()
        value = json.loads(body)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    if "\\u0000" in body or _deeper_than(value, MAX_JSON_DEPTH):
        abort(400)


def _deeper_than(value: object, limit: int) -> bool:
    if not isinstance(value, list | dict):
        return False
    if limit == 0:
        return True
    inner = value.values() if isinstance(value, dict) else value
    return any(_deeper_than(item, limit - 1) for item in inner)


def _no_forgery() -> None:
    if request.method not in ("POST", "PUT", "PATCH", "DELETE") or request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if getattr(view, "from_another_system", False):
        return
    try:
        csrf.protect()
    except CSRFError:
        if not getattr(view, "keeps_answers", False):
            raise
        g.csrf_failed = True


def secure(response: Response, forms: str, https: bool) -> None:
    """Strict headers. `forms` are origins beside our own, each after a space, that a form may end at."""
    ours = {"Content-Security-Policy": _POLICY.format(nonce=g.get("csp_nonce", "none"), forms=forms), **_HEADERS}
    if https:
        ours["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains; preload"
    there = {name.lower() for name, _ in response.headers}
    for name, value in ours.items():
        if name.lower() not in there:
            response.headers.add(name, value)


def _log(response: Response) -> None:
    """One line a request, by route rule: a path can hold a token."""
    if not log.isEnabledFor(logging.INFO):
        return
    line = {
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
        "who": current_user.get_id() if g.get("_login_user") else None,
    }
    log.info(json.dumps(line))
