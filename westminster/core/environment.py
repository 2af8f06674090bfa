"""Jinja as our pages use it: templates are compiled for each language, with its texts and our files written in."""

from collections.abc import Callable, Hashable, Mapping, MutableMapping
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from babel import Locale
from babel.support import NullTranslations
from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache, Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from . import filters, static
from .reader import language
from .words import Words, catalogue, render


class PageEnvironment(Environment):
    """Flask's, which hands every template to an overlay for the language of the reader.

    An overlay copies globals and filters when its first page is made: add none after it.
    """

    spoken = ""  # by this overlay
    compiled: Path
    overlays: dict[str, "PageEnvironment"]

    def keep_compiled(self, folder: Path) -> None:
        """Keep what was compiled in `folder`, for the next start."""
        self.compiled, self.overlays = folder, {}

    def get_template(self, name: str | Template, *args: Any, **kwargs: Any) -> Template:
        if self.spoken:
            return super().get_template(name, *args, **kwargs)
        return self._speaking(language()).get_template(name, *args, **kwargs)

    def from_string(self, source: str | nodes.Template, *args: Any, **kwargs: Any) -> Template:
        if self.spoken:
            return super().from_string(source, *args, **kwargs)
        return self._speaking(language()).from_string(source, *args, **kwargs)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """In one dict: Jinja subtracts them at each import, which is slow on its chain of maps."""
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        known: dict[str, Callable[[str], str]] = {"_": partial(_text, catalogue(self.spoken)), "static_url": static.url}
        return super()._generate(_WriteIn(known).visit(source), *args, **kwargs)

    def _speaking(self, name: str) -> "PageEnvironment":
        if name not in self.overlays:
            self.overlays[name] = self._make(name, catalogue(name))
        return self.overlays[name]

    def _make(self, name: str, texts: NullTranslations) -> "PageEnvironment":
        words = partial(_printed, texts)
        made = self.overlay(finalize=words, bytecode_cache=_cache(self.compiled, name, texts))
        known = Locale.parse(name)
        made.spoken = name
        made.globals = {
            **self.globals,
            "_": partial(_text, texts),
            "language": known.language,
            "direction": known.text_direction,
        }
        dates = {key: partial(write, locale=name) for key, write in filters.DATES.items()}
        made.filters = {**self.filters, **dates, "kept": kept, "phone": filters.phone, "words": words}
        return made


class _WriteIn(NodeTransformer):
    """Puts what it gives in place of each `_("…")` and `static_url("…")`: half of what a page asks for."""

    def __init__(self, known: Mapping[str, Callable[[str], str]]) -> None:
        self.known = known

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  # the library's name
        match node:
            case nodes.Call(
                node=nodes.Name(name="_" | "static_url" as name), args=[nodes.Const(value=given)], kwargs=[]
            ):
                return nodes.MarkSafe(nodes.Const(self.known[name](given)))
        return self.generic_visit(node)


@lru_cache(maxsize=1024)
def kept(macro: Callable[..., str], *args: Hashable) -> str:
    """`{{ macro | kept(args) }}` is `{{ macro(args) }}`, kept in memory: for parts of pages that say nothing of anybody.

    `macro` may ask for nothing but `args`. Each language has macros of its own.
    """
    return macro(*args)


def _text(texts: NullTranslations, text: str, **values: Any) -> Markup:
    """`_` in a template: the translation, with `values` escaped in it."""
    return Markup(texts.ugettext(text)) % values  # noqa: S704  # the catalogue is ours


def _printed(texts: NullTranslations, value: Any) -> Any:
    """What a template writes for `value`: Words translated, anything else as it is."""
    return render(value, texts) if isinstance(value, Words) else value


def _cache(folder: Path, name: str, texts: NullTranslations) -> FileSystemBytecodeCache:
    """For this language and what is written in now: with a new catalogue or new static files it begins anew."""
    written = [*(Path(file).read_bytes() for file in texts.files), static.edition().encode()]
    own = folder / f"{name}-{sha256(b''.join(written)).hexdigest()[:12]}"
    own.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileSystemBytecodeCache(str(own))
