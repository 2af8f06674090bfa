import gzip
import json
import re

import pytest
from flask import Flask
from jinja2 import FileSystemLoader

from tools import purge_css, used_classes
from westminster.core import static, templating

MANIFEST = static._manifest()
NAMES = sorted(MANIFEST)
BUDGET = 9_000  # bytes, Brotli: docs/decisions/004-look.md


def sheet(name: str) -> str:
    return (static.DIST / MANIFEST[name]).read_text()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("asked", "given"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None), ("br;q=0", None)]
)
def test_a_file_comes_packed_as_the_browser_can_take_it(pages: Flask, name: str, asked: str, given: str | None):
    answer = pages.test_client().get(f"/static/{MANIFEST[name]}", headers={"Accept-Encoding": asked})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding") == given
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"
    if given == "gzip":
        assert gzip.decompress(answer.data) == (static.DIST / MANIFEST[name]).read_bytes()


def test_a_file_says_what_it_is(pages: Flask):
    kinds = {name: pages.test_client().get(f"/static/{MANIFEST[name]}").content_type for name in NAMES}
    assert kinds["app.js"] == "text/javascript; charset=utf-8"
    assert kinds["resident.css"] == "text/css; charset=utf-8"
    assert kinds["icon.svg"] == "image/svg+xml; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    ["resident.css", "manifest.json", "dropped.json", "../src/app.js", "%2e%2e/src/app.js", "..%2fsrc%2fapp.js", ""],
)
def test_only_names_of_the_manifest_are_served(pages: Flask, path: str):
    assert pages.test_client().get(f"/static/{path}").status_code == 404


def test_a_file_that_was_never_built_is_loud(pages: Flask):
    with pages.test_request_context(), pytest.raises(KeyError):
        static.url("residnet.css")


def test_what_a_resident_loads_keeps_to_the_budget():
    assert (static.DIST / f"{MANIFEST['resident.css']}.br").stat().st_size <= BUDGET


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".css")])
def test_no_font_of_gov_uk_and_nothing_from_elsewhere(name: str):
    css = sheet(name)
    assert "@font-face" not in css
    assert "GDS" not in css
    assert "url(" not in css


@pytest.fixture(scope="module")
def used() -> dict[str, set[str]]:
    env = templating.jinja_environment()
    return used_classes.by_audience(env, FileSystemLoader(templating.TEMPLATES).list_templates())


@pytest.mark.parametrize(
    ("audience", "sheets"), [("resident", ("resident.css",)), ("staff", ("resident.css", "staff.css"))]
)
def test_no_class_that_a_page_uses_went_missing(used: dict[str, set[str]], audience: str, sheets: tuple[str, ...]):
    """Run `make static` when this fails. A class that GOV.UK gives no rule is not dropped either."""
    dropped = json.loads((static.DIST / "dropped.json").read_text())[audience]
    assert [name for name in dropped if used_classes.covers(used[audience], name)] == []


def test_our_own_classes_have_their_rules(used: dict[str, set[str]]):
    built = set().union(*(purge_css.classes_in(sheet(name)) for name in NAMES if name.endswith(".css")))
    own = {name for names in used.values() for name in names if name.startswith("mw-") and name[-1] not in "-_"}
    assert own - built == set()


def test_nothing_is_shipped_for_components_that_no_page_has():
    assert not [name for name in purge_css.classes_in(sheet("resident.css")) if name.startswith("govuk-accordion")]


def test_every_token_is_in_the_built_file():
    tokens = (static.DIST.parent / "src" / "tokens.css").read_text()
    built = sheet("resident.css")
    assert [name for name in re.findall(r"(--[\w-]+):", tokens) if f"{name}:" not in built] == []


def test_every_custom_property_that_is_read_is_set():
    """The fallbacks of GOV.UK's variables are cut when its style sheet is built."""
    css = "".join(sheet(name) for name in NAMES if name.endswith(".css"))
    assert set(re.findall(r"var\((--[\w-]+)", css)) - set(re.findall(r"(--[\w-]+):", css)) == set()


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".a{x:1}.b{x:2}", ".a{x:1}"),
        (".a,.b{x:1}", ".a{x:1}"),
        (".a .b{x:1}", ""),
        (".a:not(.b){x:1}", ".a:not(.b){x:1}"),
        ("@media print{.b{x:1}}", ""),
        ("@media (min-width:1em){.a{x:1}.b{x:2}}", "@media (min-width:1em){.a{x:1}}"),
        (r".\!-a{x:1}.a\.b{x:1}", r".\!-a{x:1}"),
        ("p{x:1}", "p{x:1}"),
    ],
)
def test_a_rule_stays_when_every_class_of_a_selector_is_used(css: str, left: str):
    assert purge_css.purge(css, lambda classes: classes <= {"a", "!-a"}) == left
