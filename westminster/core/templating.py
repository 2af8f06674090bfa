"""Templates: where they are, and how a Words, a date and a static file are written in them."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, cast

from babel.support import NullTranslations
from flask import Flask, g
from flask.templating import Environment as FlaskEnvironment
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
from markupsafe import Markup

from . import filters, static
from .fields import error_links
from .gates import csp_nonce
from .settings import Settings
from .words import CATALOGUES, Words, catalogue, render

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
EXTENSIONS = ["jinja2.ext.do", "jinja2.ext.i18n"]


def init_app(app: Flask, settings: Settings) -> None:
    """Set up templates, translation and the static files of `app`."""
    compiled = settings.state_dir / "templates"
    compiled.mkdir(parents=True, exist_ok=True, mode=0o700)
    app.jinja_environment = PageEnvironment
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
        _=_in_page,
    )


class PageEnvironment(FlaskEnvironment):
    """Flask's, with globals in one dict: Jinja subtracts them at each import, which is slow on its chain of maps.

    So a global must be there before the first page is made.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


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
    return render(value, _catalogue()) if isinstance(value, Words) else value


def _catalogue() -> NullTranslations:
    """The catalogue of the reader, looked up once in a request: a page asks a hundred times."""
    if "catalogue" not in g:
        g.catalogue = catalogue(str(get_locale() or "en"))
    return cast(NullTranslations, g.catalogue)


def _in_page(text: str, **values: Any) -> Markup:
    """A translated text with `values` escaped in it. As the i18n extension's own `_`, in a third of its time."""
    translated = Markup(_catalogue().ugettext(text))  # noqa: S704  # the catalogue is ours
    return translated % values


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
