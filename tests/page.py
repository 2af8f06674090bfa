"""A page as a test reads it: the parsed HTML with the questions that tests ask. What every page must be is in pages.py."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

_UNSEEN = {"script", "style", "template", "noscript", "head"}


def squeeze(text: str) -> str:
    """`text` as it is seen: runs of white space are one space."""
    return re.sub(r"\s+", " ", text).strip()


def text_of(element: Element) -> str:
    """What is written in `element`, white space as on the screen."""
    return squeeze("".join(pieces(element)))


def pieces(element: Element) -> Iterator[str]:
    """The text nodes of `element`, in order; scripts and templates hold none."""
    if element.tag in _UNSEEN:
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from pieces(child)
            if child.tag in {"p", "li", "br", "div", "td", "th", "dt", "dd", "h1", "h2", "h3", "label", "legend"}:
                yield " "
        yield child.tail or ""


def classes(element: Element) -> set[str]:
    return set(element.get("class", "").split())


@dataclass(frozen=True)
class Page:
    """One answer that is an HTML page. `url` is its path after redirects."""

    response: TestResponse = field(repr=False)
    url: str

    @property
    def status(self) -> int:
        return self.response.status_code

    @cached_property
    def html(self) -> str:
        return self.response.get_data(as_text=True)

    @cached_property
    def _parsed(self) -> tuple[Element, list]:
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        root = parser.parse(self.html)
        for element in root.iter():
            if isinstance(element.tag, str):
                element.tag = element.tag.rpartition("}")[2]  # SVG comes with its namespace
        return root, parser.errors

    @property
    def root(self) -> Element:
        return self._parsed[0]

    @property
    def parse_errors(self) -> list[str]:
        """What a browser would have had to mend."""
        return [f"line {line}: {code} {detail or ''}" for (line, _), code, detail in self._parsed[1]]

    def all(self, *tags: str) -> list[Element]:
        """The elements with one of `tags`, in document order; every element without tags."""
        return [e for e in self.root.iter() if isinstance(e.tag, str) and (not tags or e.tag in tags)]

    def with_class(self, name: str) -> list[Element]:
        return [e for e in self.all() if name in classes(e)]

    def by_id(self, name: str) -> Element | None:
        return next((e for e in self.all() if e.get("id") == name), None)

    @property
    def title(self) -> str:
        return text_of_title(self.root)

    @property
    def h1(self) -> str:
        found = self.all("h1")
        return text_of(found[0]) if found else ""

    @property
    def main(self) -> str:
        """The text of `main`: what this page says."""
        return text_of(self.all("main")[0])

    @property
    def text(self) -> str:
        """All text of the body, header and footer included."""
        return text_of(self.all("body")[0])

    @property
    def errors(self) -> dict[str, str]:
        """The error summary: text by the id of the field that it links to."""
        return {
            link.get("href", "").lstrip("#"): text_of(link)
            for summary in self.with_class("govuk-error-summary")
            for link in summary.iter("a")
        }

    def link(self, words: str) -> str:
        """The address behind the one link that says `words` (part of its text will do)."""
        found = {a.get("href", "") for a in self.all("a") if words in text_of(a)}
        assert len(found) == 1, f"{self.url}: {len(found)} links say {words!r}"
        return found.pop()

    def forms(self) -> list[Element]:
        return self.all("form")


def text_of_title(root: Element) -> str:
    title = root.find("./head/title")
    return squeeze(title.text or "") if title is not None else ""


def controls(form: Element) -> Iterator[Element]:
    """What a form would send: its named, enabled controls."""
    for element in form.iter():
        named = element.tag in {"input", "select", "textarea", "button"} and element.get("name")
        if named and element.get("disabled") is None:
            yield element


def filled(form: Element) -> dict[str, list[str]]:
    """What a browser would send if the person changed nothing (buttons and files not included)."""
    values: dict[str, list[str]] = {}
    for element in controls(form):
        name, kind = element.get("name", ""), element.get("type", "text")
        if element.tag == "textarea":
            values.setdefault(name, []).append("".join(element.itertext()).removeprefix("\n"))
        elif element.tag == "select":
            options = list(element.iter("option"))
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            values.setdefault(name, []).extend(o.get("value", text_of(o)) for o in chosen)
        elif element.tag == "input" and _is_sent(element, kind):
            values.setdefault(name, []).append(element.get("value", "on" if kind == "checkbox" else ""))
    return values


def _is_sent(element: Element, kind: str) -> bool:
    if kind in {"radio", "checkbox"}:
        return element.get("checked") is not None
    return kind not in {"submit", "button", "image", "file", "reset"}
