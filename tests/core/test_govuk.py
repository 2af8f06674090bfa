"""The macros draw what govuk-frontend, whose styles and script we ship, draws itself."""

import gzip
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

DRAWN = json.loads(gzip.decompress((Path(__file__).parent / "fixtures" / "govuk-frontend.json.gz").read_bytes()))
# A row that is null: Python has no such rows in a list.
LEFT_OUT = {("summary-list", "with falsy values")}


@pytest.mark.parametrize("component", DRAWN)
def test_a_macro_draws_as_govuk_frontend_does(pages: Flask, component: str):
    name = "govuk" + component.title().replace("-", "")
    source = (
        f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {name} %}}{{{{ {name}(options) }}}}'
    )
    with pages.test_request_context():
        template = pages.jinja_env.from_string(source)
        for fixture in DRAWN[component]:
            if (component, fixture["name"]) not in LEFT_OUT:
                assert parts(template.render(options=fixture["options"])) == parts(fixture["html"]), fixture["name"]


def parts(html: str) -> list[Any]:
    parser = Parts()
    parser.feed(html)
    parser.close()
    return parser.found


class Parts(HTMLParser):
    """Tags with their attributes in any order, and texts whatever space is round them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: " ".join((value or "").split()) for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if text := "".join(data.split()):
            self.found.append(f"“{text}")
