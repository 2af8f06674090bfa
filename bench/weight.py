"""What each page that a resident or a stranger can open weighs on its way: Brotli, as static files are kept and HTML is sent by a proxy."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import product

import brotli
from flask import Flask
from werkzeug.routing import Rule

from westminster.applications import service as applications
from westminster.applications.check_forms import FORMS as CHECKS
from westminster.applications.forms import FORMS
from westminster.core.static import DIST
from westminster.residents.service import for_account
from westminster.services.catalogue import SERVICES

from . import city

PROXY_QUALITY = 5  # of Brotli; what proxies use for pages made on the spot
SLUGS = [*CHECKS, *FORMS, *(service.slug for service in SERVICES)]


@dataclass(frozen=True)
class Weight:
    """One page, in bytes; `requests` counts itself."""

    path: str
    html: int
    css: int
    rest: int
    requests: int

    @property
    def first_paint(self) -> int:
        """Styles hold up the first paint; scripts are modules, which do not."""
        return self.html + self.css

    @property
    def whole(self) -> int:
        return self.first_paint + self.rest


def weights(app: Flask) -> list[Weight]:
    """Each page once, at its heaviest, whoever opens it: nobody, somebody new, somebody who applies, a card's holder."""
    (token,) = city.tokens(1)
    account_id, applicant = city.newcomer("applies")
    visitors = ["", city.newcomer("new")[1], applicant, *city.signed_in(1)]
    with app.app_context():
        applications.begin(for_account(account_id), {})
    base, found = app.extensions["settings"].base_url, dict[str, Weight]()
    for path, cookie in product(_paths(app, token), visitors):
        answer = app.test_client(use_cookies=False).get(path, base_url=base, headers={"Cookie": cookie})
        if answer.status_code == 200 and answer.mimetype == "text/html":
            named = path.replace(token, "<token>")
            weight = weigh(named, answer.data)
            found[named] = max(weight, found.get(named, weight), key=lambda one: one.html)
    return sorted(found.values(), key=lambda one: one.path)


def weigh(path: str, html: bytes) -> Weight:
    """A page and what it asks for by itself."""
    seen = _Asked()
    seen.feed(html.decode())
    sizes = {name: (DIST / f"{name.rpartition('/')[2]}.br").stat().st_size for name in seen.styles | seen.others}
    css = sum(sizes[name] for name in seen.styles)
    rest = sum(sizes[name] for name in seen.others)
    return Weight(path, len(brotli.compress(html, quality=PROXY_QUALITY)), css, rest, 1 + len(sizes))


class _Asked(HTMLParser):
    """The files that a browser fetches for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.styles, self.others = set[str](), set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") == "stylesheet":
            self.styles.add(given["href"] or "")
        elif tag in ("script", "img", "link"):
            place = given.get("src") or (given.get("href") if given.get("rel") == "icon" else None) or "data:"
            self.others |= set() if place.startswith("data:") else {place}


def _paths(app: Flask, token: str) -> Iterator[str]:
    adapter = app.url_map.bind("")
    for rule in app.url_map.iter_rules():
        role = getattr(app.blueprints.get(rule.endpoint.partition(".")[0]), "role", None)
        if (
            "GET" in (rule.methods or ())
            and role in (None, "resident")
            and not rule.rule.startswith(("/demo", "/staff"))
        ):
            yield from (adapter.build(rule.endpoint, values) for values in _values(rule, token))
    yield adapter.build("verification.show", {"token": token, "for": SERVICES[0].slug})


def _values(rule: Rule, token: str) -> Iterator[dict[str, str]]:
    """None for a rule with parts that we do not know of."""
    choices, names = {"slug": SLUGS, "token": [token]}, sorted(rule.arguments)
    if choices.keys() >= rule.arguments:
        for chosen in product(*(choices[name] for name in names)):
            yield dict(zip(names, chosen, strict=True))
