"""The checks of pages.py find what they are for: one fault at a time in a page that is otherwise right."""

import pytest
from flask import Flask, Response

from tests.page import Page
from tests.pages import CHECKS, check_page, links_resolve

GOOD = """<!DOCTYPE html>
<html lang="en"><head><title>Your card – MyWestminster</title><link rel="stylesheet" href="/a.css"></head><body>
<main><h1>Your card</h1><h2>Use</h2>
<form action="/card" method="post" novalidate><input type="hidden" name="csrf_token" value="x">
<label for="a">Name</label><input id="a" name="a"><button>Save</button></form>
<a href="/card">Card</a><svg aria-hidden="true"></svg><script nonce="n" src="/a.js"></script></main></body></html>"""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'nonce-n'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Cache-Control": "no-store",
}

FAULTS = [
    ("parses_clean", "</form>", "</form></b>"),
    ("says_its_language", ' lang="en"', ""),
    ("has_one_h1", "<h2>Use</h2>", "<h1>Use</h1>"),
    ("has_one_main", "<main>", "<div>"),
    ("title_starts_with_the_h1", "<title>Your card", "<title>Page"),
    ("title_starts_with_the_h1", "<title>", "<title>Error: "),
    ("title_starts_with_the_h1", "<main>", '<main><div class="govuk-error-summary"></div>'),
    ("headings_skip_no_level", "<h2>Use</h2>", "<h3>Use</h3>"),
    ("headings_skip_no_level", "<h2>Use</h2>", "<h2></h2>"),
    ("ids_are_unique", "<h2>", '<h2 id="a">'),
    ("references_exist", 'id="a" name="a"', 'id="a" name="a" aria-describedby="hint"'),
    ("references_exist", 'href="/card"', 'href="#hint"'),
    ("controls_have_labels", '<label for="a">Name</label>', ""),
    ("choices_are_grouped", "<button>", '<label><input type="radio" name="b">1</label><label><input type="radio" name="b">2</label><button>'),
    ("forms_can_be_sent", ' method="post"', ""),
    ("forms_can_be_sent", 'name="csrf_token"', 'name="token"'),
    ("forms_can_be_sent", "<button>Save</button>", ""),
    ("forms_can_be_sent", " novalidate", ""),
    ("forms_can_be_sent", 'id="a" name="a"', 'id="a" name="a" type="file"'),
    ("scripts_and_styles_are_ours", "<h2>", '<h2 onclick="x()">'),
    ("scripts_and_styles_are_ours", "<h2>", '<h2 style="color: red">'),
    ("scripts_and_styles_are_ours", 'nonce="n"', 'nonce="m"'),
    ("scripts_and_styles_are_ours", "/a.js", "https://cdn.example/a.js"),
    ("links_are_links", 'href="/card"', 'href="#"'),
    ("links_are_links", ">Card</a>", "></a>"),
    ("links_are_links", ">Card</a>", ">here</a>"),
    ("links_are_links", "<button>Save</button>", "<button></button>"),
    ("pictures_speak_or_are_silent", ' aria-hidden="true"', ""),
    ("pictures_speak_or_are_silent", "<h2>Use</h2>", '<h2>Use</h2><img src="/a.svg">'),
    ("nothing_is_left_over", "<h2>Use</h2>", "<h2>Hello %(name)s</h2>"),
    ("nothing_is_left_over", "<h2>Use</h2>", "<h2>None</h2>"),
    ("nothing_is_left_over", "<h2>Use</h2>", "<h2>Marks &amp;amp; more</h2>"),
    ("links_hold_no_personal_data", 'href="/card"', 'href="/card?to=amina%40example.com"'),
    ("links_hold_no_personal_data", 'href="/card"', 'href="/card?postcode=NW8+8EU"'),
    ("links_resolve", 'href="/card"', 'href="/not-built"'),
    ("links_resolve", 'action="/card"', 'action="/a.css"'),
]  # fmt: skip


@pytest.fixture
def small_app() -> Flask:
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/card", "card", methods=["GET", "POST"])
    app.add_url_rule("/a.css", "css")
    app.add_url_rule("/a.js", "js")
    return app


def page(html: str, **headers: str) -> Page:
    response = Response(html)
    response.headers.update(HEADERS | {name.replace("_", "-"): value for name, value in headers.items()})
    return Page(response, "/card")


def faults(of: Page, app: Flask) -> set[str]:
    found = {check.__name__ for check in CHECKS if list(check(of))}
    return found | ({"links_resolve"} if list(links_resolve(of, app)) else set())


def test_a_good_page_passes(small_app: Flask):
    check_page(page(GOOD), small_app)


@pytest.mark.parametrize(("name", "right", "wrong"), FAULTS)
def test_a_fault_is_found(small_app: Flask, name: str, right: str, wrong: str):
    assert GOOD.count(right) >= 1
    assert name in faults(page(GOOD.replace(right, wrong, 1)), small_app)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Security-Policy", HEADERS["Content-Security-Policy"].replace("'nonce-n'", "'unsafe-inline'")),
        ("Content-Security-Policy", HEADERS["Content-Security-Policy"].replace("; base-uri 'none'", "")),
        ("X-Frame-Options", "SAMEORIGIN"),
        ("Referrer-Policy", "unsafe-url"),
        ("Cache-Control", "public"),
    ],
)
def test_a_weak_header_is_found(small_app: Flask, name: str, value: str):
    assert "headers_are_strict" in faults(page(GOOD, **{name: value}), small_app)


def test_a_cookie_that_scripts_can_read_is_found(small_app: Flask):
    assert "cookies_are_closed" in faults(page(GOOD, Set_Cookie="session=1; Path=/; SameSite=Lax"), small_app)
