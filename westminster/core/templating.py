"""Templates: where they are, and how a Words, a date and a static file are written in them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel, get_locale
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Undefined,
    UndefinedError,
)
from jinja2.utils import missing

from . import filters, static
from .fields import error_links
from .gates import csp_nonce
from .settings import Settings
from .words import CATALOGUES, Words, translate

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
EXTENSIONS = ["jinja2.ext.do", "jinja2.ext.i18n"]


def init_app(app: Flask, settings: Settings) -> None:
    """Set up templates, translation and the static files of `app`."""
    compiled = settings.state_dir / "templates"
    compiled.mkdir(parents=True, exist_ok=True, mode=0o700)
    app.jinja_loader = loader()
    app.jinja_options = {
        **app.jinja_options,
        "extensions": EXTENSIONS,
        "undefined": LoudUndefined,
        "finalize": in_the_readers_language,
        "bytecode_cache": FileSystemBytecodeCache(str(compiled)),
        "trim_blocks": True,
        "lstrip_blocks": True,
        "cache_size": -1,
    }
    Babel(app, default_locale="en", default_translation_directories=str(CATALOGUES))
    static.init_app(app)
    app.jinja_env.filters.update(filters.ALL, words=in_the_readers_language)
    app.jinja_env.globals.update(
        csp_nonce=csp_nonce,
        demo=settings.demo,
        error_links=error_links,
        locale=get_locale,
        static_url=static.url,
    )


def loader() -> BaseLoader:
    """Our templates, and GOV.UK's macros under "govuk_frontend_jinja/"."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return ChoiceLoader([FileSystemLoader(TEMPLATES), govuk])


def jinja_environment() -> Environment:
    """Templates without an app, for tools that read them."""
    return Environment(loader=loader(), extensions=EXTENSIONS, autoescape=True)


def in_the_readers_language(value: Any) -> Any:
    """Words translated, anything else as it is.

    Printing does it by itself; pass Words through `| words` before `~`, `| trim` or a GOV.UK macro, which make text.
    """
    return translate(value, str(get_locale() or "en")) if isinstance(value, Words) else value


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
