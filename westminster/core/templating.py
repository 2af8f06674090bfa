"""Templates: where they are, and how a Words, a date and a static file are written in them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from babel import Locale
from flask import Flask, url_for
from flask_babel import Babel
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Undefined,
    UndefinedError,
)
from jinja2.utils import missing

from . import static
from .environment import PageEnvironment
from .fields import error_links
from .gates import csp_nonce
from .settings import Settings
from .words import CATALOGUES

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
EXTENSIONS = ["jinja2.ext.do", "jinja2.ext.i18n"]


def init_app(app: Flask, settings: Settings) -> None:
    """Set up templates, translation and the static files of `app`."""
    app.jinja_environment = PageEnvironment
    app.jinja_loader = loader()
    app.jinja_options = {
        **app.jinja_options,
        "extensions": EXTENSIONS,
        "undefined": LoudUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "cache_size": -1,
    }
    Babel(app, default_locale=Locale("en"), default_translation_directories=str(CATALOGUES))
    static.init_app(app)
    cast(PageEnvironment, app.jinja_env).keep_compiled(settings.state_dir / "templates")
    app.jinja_env.globals.update(
        csp_nonce=csp_nonce,
        demo=settings.demo,
        error_links=error_links,
        static_url=static.url,
        url_for=_address,
    )


def loader() -> BaseLoader:
    """Our templates, and GOV.UK's macros under "govuk_frontend_jinja/"."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return ChoiceLoader([FileSystemLoader(TEMPLATES), govuk])


def jinja_environment() -> Environment:
    """Templates without an app, for tools that read them."""
    return Environment(loader=loader(), extensions=EXTENSIONS, autoescape=True)


def _address(endpoint: str, **values: Any) -> str:
    """Flask's `url_for`, asked once for an address with nothing to fill in.

    Not so for one with a dot in front: it depends on the page, and its blueprint may fill in whose it is.
    """
    return url_for(endpoint, **values) if values or endpoint.startswith(".") else _fixed_address(endpoint)


@cache
def _fixed_address(endpoint: str) -> str:
    return url_for(endpoint)


class LoudUndefined(Undefined):
    """Loud on a name nobody gave and an attribute nothing has, quiet on a key that a mapping does not hold.

    GOV.UK macros ask for absent keys all the time, and for the names below, which they use without setting them.
    The name is None in an `if` without `else`.
    """

    quiet_names = (None, "caller", "null", "successBanner", "undefined")

    def __new__(
        cls, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: type = UndefinedError
    ) -> Any:
        quiet = isinstance(obj, Mapping) or (obj is missing and name in cls.quiet_names)
        return (ChainableUndefined if quiet else StrictUndefined)(hint, obj, name, exc)
