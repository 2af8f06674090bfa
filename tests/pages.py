"""What every page must be, whatever it is about. Each check yields the faults that it finds, in words."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from tests.page import Page, squeeze, text_of

Faults = Iterator[str]
NO_LABEL_NEEDED = {"hidden", "submit", "button", "image", "reset"}
LEFTOVERS = re.compile(
    r"%\(|%[sd]\b|\{\{|\}\}|\{%|\bUndefined\b|\bNaN\b|<(?:function|bound|[\w.]+ object)| object at 0x"
    r"|&(?:amp|lt|gt|quot|nbsp|#\d+);|^(?:None|True|False)$|\bNone\b(?! of)|Words\(|\\u[0-9a-f]{4}"
)
PERSONAL = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w"),
    "a postcode": re.compile(r"(?<![\w-])[a-z]{1,2}\d[a-z\d]?[ +]?\d[a-z]{2}(?![\w-])", re.IGNORECASE),
    "a card number": re.compile(r"\bWMN-?\w{4}", re.IGNORECASE),
    "a telephone number": re.compile(r"(?<!\w)(?:\+?44|0)\d{9,10}\b"),
    "a date of birth": re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b"),
}
VAGUE_LINKS = {"here", "click here", "more", "read more", "link", "this page"}


def check_page(page: Page, app: Flask) -> None:
    """Fail with every fault of `page` at once."""
    faults = [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(page)]
    faults += [f"links_resolve: {fault}" for fault in links_resolve(page, app)]
    assert not faults, f"{page.url} ({page.status})\n  " + "\n  ".join(faults)


def parses_clean(page: Page) -> Faults:
    yield from page.parse_errors


def says_its_language(page: Page) -> Faults:
    if not page.root.get("lang"):
        yield "html has no lang"


def has_one_h1(page: Page) -> Faults:
    found = [text_of(e) for e in page.all("h1")]
    if len(found) != 1 or not found[0]:
        yield f"h1s: {found}"


def has_one_main(page: Page) -> Faults:
    if len(page.all("main")) != 1:
        yield f"{len(page.all('main'))} main elements"


def title_starts_with_the_h1(page: Page) -> Faults:
    title = page.title
    if bool(page.with_class("govuk-error-summary")) != title.startswith("Error: "):
        yield f"error summary and title disagree: {title!r}"
    if not title.removeprefix("Error: ").startswith(page.h1):
        yield f"title {title!r} does not start with the h1 {page.h1!r}"
    if "MyWestminster" not in title:
        yield f"title {title!r} does not name the site"


def headings_skip_no_level(page: Page) -> Faults:
    before = 0
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        if not text_of(heading):
            yield f"{heading.tag} is empty"
        # The error summary stands before the h1, as GOV.UK's does.
        if level > before + 1 and before:
            yield f"{heading.tag} {text_of(heading)!r} comes after h{before}"
        before = level


def ids_are_unique(page: Page) -> Faults:
    ids = [e.get("id") for e in page.all() if e.get("id")]
    yield from sorted({f"twice: {i}" for i in ids if ids.count(i) > 1})


def references_exist(page: Page) -> Faults:
    ids = {e.get("id") for e in page.all()}
    for element in page.all():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "form", "list"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{element.tag} {attribute}={name!r} points at nothing"
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and len(href) > 1 and href[1:] not in ids:
            yield f"link to {href} points at nothing"


def controls_have_labels(page: Page) -> Faults:
    labelled = {e.get("for") for e in page.all("label") if text_of(e)}
    wrapped = {id(child) for label in page.all("label") for child in label.iter()}
    for control in page.all("input", "select", "textarea"):
        if control.tag == "input" and control.get("type", "text") in NO_LABEL_NEEDED:
            continue
        named = control.get("aria-label") or control.get("aria-labelledby") or id(control) in wrapped
        if not named and control.get("id") not in labelled:
            yield f"no label for {control.tag} {control.get('name')!r}"


def choices_are_grouped(page: Page) -> Faults:
    """Two or more radios or checkboxes of one name stand in a fieldset with a legend."""
    grouped = {
        id(child)
        for fieldset in page.all("fieldset")
        if fieldset.get("aria-labelledby") or any(text_of(e) for e in fieldset.iter("legend"))
        for child in fieldset.iter()
    }
    choices = [e for e in page.all("input") if e.get("type") in {"radio", "checkbox"}]
    names = [e.get("name") for e in choices]
    for element in choices:
        if names.count(element.get("name")) > 1 and id(element) not in grouped:
            yield f"choice {element.get('id')!r} has no fieldset with a legend"


def forms_can_be_sent(page: Page) -> Faults:
    for form in page.forms():
        method, action = form.get("method", "").lower(), form.get("action")
        tokens = [e for e in form.iter("input") if e.get("name") == "csrf_token" and e.get("value")]
        if method not in {"get", "post"} or not action:
            yield f"form without method or action: {dict(form.attrib)}"
        if method == "post" and len(tokens) != 1:
            yield f"{len(tokens)} CSRF tokens in the form to {action}"
        if method == "get" and tokens:
            yield f"a CSRF token would stand in the address of {action}"
        if not [*form.iter("button"), *(e for e in form.iter("input") if e.get("type") == "submit")]:
            yield f"no button in the form to {action}"
        if method == "post" and form.get("novalidate") is None:
            yield f"the browser would check the form to {action} in its own words: novalidate is missing"
        files = [e for e in form.iter("input") if e.get("type") == "file"]
        if files and form.get("enctype") != "multipart/form-data":
            yield f"the form to {action} cannot send its file"


def scripts_and_styles_are_ours(page: Page) -> Faults:
    policy = page.response.headers.get("Content-Security-Policy", "")
    for element in page.all():
        handlers = [name for name in element.attrib if name.startswith("on")]
        if handlers:
            yield f"{element.tag} has {handlers}"
        if element.get("style") is not None or element.tag == "style":
            yield f"inline style on {element.tag} {element.get('class', '')}"
        if element.tag == "script":
            if not element.get("nonce") or f"'nonce-{element.get('nonce')}'" not in policy:
                yield "script without the nonce of the policy"
            if (element.get("src") or "").startswith(("http:", "https:", "//")):
                yield f"script from elsewhere: {element.get('src')}"
        if element.tag == "link" and (element.get("href") or "").startswith(("http:", "https:", "//")):
            yield f"link element to elsewhere: {element.get('href')}"


def links_are_links(page: Page) -> Faults:
    for link in page.all("a"):
        href, words = link.get("href"), accessible_name(link)
        if link.get("id") and href is None:
            continue
        if not href or href == "#" or href.lower().startswith("javascript:"):
            yield f"link {words!r} goes nowhere: {href!r}"
        if not words:
            yield f"link to {href} has no words"
        if words.lower() in VAGUE_LINKS:
            yield f"link {words!r} does not say where it goes"
        if link.get("target") == "_blank" and "noopener" not in (link.get("rel") or ""):
            yield f"link {words!r} opens a window that can reach back"
    for button in page.all("button"):
        if not accessible_name(button):
            yield f"button without words: {dict(button.attrib)}"


def pictures_speak_or_are_silent(page: Page) -> Faults:
    for image in page.all("img"):
        if image.get("alt") is None:
            yield f"img without alt: {image.get('src')}"
    for svg in page.all("svg"):
        named = svg.get("aria-label") or svg.get("aria-labelledby") or svg.find("./title") is not None
        if svg.get("aria-hidden") != "true" and not (svg.get("role") == "img" and named):
            yield f"svg neither hidden nor named: {svg.get('class', '')}"


def nothing_is_left_over(page: Page) -> Faults:
    """No template, format or escaping leftovers in what is read or read aloud."""
    for text in seen_texts(page):
        found = LEFTOVERS.search(text)
        if found:
            yield f"{found[0]!r} in {text!r}"


def links_hold_no_personal_data(page: Page) -> Faults:
    for address in _addresses(page):
        if address.startswith(("mailto:", "tel:", "sms:")):
            continue
        for name, pattern in PERSONAL.items():
            if pattern.search(unquote(address)):
                yield f"{name} in {address}"


def headers_are_strict(page: Page) -> Faults:
    headers = page.response.headers
    policy = dict(p.strip().partition(" ")[::2] for p in headers.get("Content-Security-Policy", "").split(";"))
    wanted = {"default-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'"}
    for name, value in wanted.items():
        if policy.get(name) != value:
            yield f"policy says {name} {policy.get(name)!r}"
    for name in ("script-src", "style-src", "form-action"):
        if name not in policy or "unsafe" in policy[name] or "*" in policy[name]:
            yield f"policy says {name} {policy.get(name)!r}"
    exact = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Content-Type": "text/html; charset=utf-8",
    }
    for name, value in exact.items():
        if headers.get(name) != value:
            yield f"{name}: {headers.get(name)}"
    if headers.get("Referrer-Policy") not in {"same-origin", "no-referrer", "strict-origin"}:
        yield f"Referrer-Policy: {headers.get('Referrer-Policy')}"
    if "Permissions-Policy" not in headers:
        yield "no Permissions-Policy"
    if "no-store" not in headers.get("Cache-Control", "") and "Cookie" not in headers.get("Vary", ""):
        yield f"a shared computer may keep it: Cache-Control {headers.get('Cache-Control')}"


def cookies_are_closed(page: Page) -> Faults:
    for cookie in page.response.headers.getlist("Set-Cookie"):
        if "HttpOnly" not in cookie or "SameSite=" not in cookie or "Path=/" not in cookie:
            yield cookie.partition("=")[0]


CHECKS: list[Callable[[Page], Faults]] = [
    parses_clean,
    says_its_language,
    has_one_h1,
    has_one_main,
    title_starts_with_the_h1,
    headings_skip_no_level,
    ids_are_unique,
    references_exist,
    controls_have_labels,
    choices_are_grouped,
    forms_can_be_sent,
    scripts_and_styles_are_ours,
    links_are_links,
    pictures_speak_or_are_silent,
    nothing_is_left_over,
    links_hold_no_personal_data,
    headers_are_strict,
    cookies_are_closed,
]


def links_resolve(page: Page, app: Flask) -> Faults:
    """Every address of ours leads to a route that takes the method; nothing is linked before it is built."""
    routes = app.url_map.bind("localhost")
    for address, method in _requests(page):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            continue
        try:
            routes.match(unquote(parts.path), method=method)
        except (NotFound, MethodNotAllowed):
            yield f"{method} {address} leads nowhere"
        except RequestRedirect:
            yield f"{method} {address} is redirected: link to the end"


def accessible_name(element: Element) -> str:
    """The words of a link or button, near enough: its label, its text, its picture's text."""
    inner = [e.get("aria-label") or e.get("alt") or "" for e in element.iter() if e is not element]
    return squeeze(element.get("aria-label") or " ".join([text_of(element), *inner]))


def seen_texts(page: Page) -> Iterator[str]:
    """Text nodes and read-aloud attributes, outside what is data (`translate="no"`)."""
    title = page.title
    for data in (text_of(e) for e in page.all() if e.get("translate") == "no"):
        title = title.replace(data, " ") if data else title
    yield title
    body = page.all("body")
    if body:
        yield from _texts(body[0])


def _texts(element: Element) -> Iterator[str]:
    if element.tag in {"script", "style", "template"} or element.get("translate") == "no":
        return
    for attribute in ("aria-label", "alt", "title", "placeholder", "aria-roledescription"):
        if element.get(attribute):
            yield squeeze(element.get(attribute, ""))
    if element.tag == "input" and element.get("type") == "submit":
        yield element.get("value", "")
    if squeeze(element.text or ""):
        yield squeeze(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child)
        if squeeze(child.tail or ""):
            yield squeeze(child.tail or "")


def _addresses(page: Page) -> Iterator[str]:
    for address, _ in _requests(page):
        yield address


def _requests(page: Page) -> Iterator[tuple[str, str]]:
    """What the page can ask for: (address, method)."""
    methods = {"href": "GET", "src": "GET", "hx-get": "GET", "hx-post": "POST", "formaction": "POST"}
    for element in page.all():
        for attribute, method in methods.items():
            if address := element.get(attribute):
                yield address, method
        if element.tag == "form" and element.get("action"):
            yield element.get("action", ""), element.get("method", "get").upper()
