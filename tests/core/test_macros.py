"""What each macro promises to a reader, on a page that has only it."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from westminster.core.templating import TEMPLATES

MACROS = sorted((TEMPLATES / "macros").glob("*.html"))
CARD = {
    "name": "Amina Rahman",
    "number": "WMN-7K3F-9Q2D-4XT",
    "kind": "Resident",
    "valid": "Good until 30 Sep 2027",
    "code": "(the code)",
}


def draw(pages: Flask, name: str, call: str, **context: Any) -> str:
    source = f'{{% from "macros/{name}.html" import {name} %}}{call}'
    with pages.test_request_context():
        return " ".join(pages.jinja_env.from_string(source).render(context).split())


@pytest.mark.parametrize("path", MACROS, ids=lambda path: path.stem)
def test_a_file_has_one_macro_named_as_the_file(path: Path):
    assert re.findall(r"{% macro (\w+)\(", path.read_text()) == [path.stem]


@pytest.mark.parametrize(
    ("state", "shows"),
    [("ready", True), ("ends_soon", True), ("suspended", False), ("stopped", False), ("on_its_way", False)],
)
def test_only_a_card_that_works_shows_a_code(pages: Flask, state: str, shows: bool):
    drawn = draw(pages, "card_face", '{{ card_face(card, "One sentence.") }}', card=CARD | {"state": state})
    assert ("(the code)" in drawn) is shows
    assert drawn.index("One sentence.") < drawn.index('aria-hidden="true"')


def test_a_card_on_its_way_has_no_number_yet(pages: Flask):
    drawn = draw(pages, "card_face", '{{ card_face(card, "") }}', card=CARD | {"state": "on_its_way"})
    assert CARD["number"] not in drawn


def test_a_picture_of_the_card_has_no_panel(pages: Flask):
    specimen = {key: CARD[key] for key in ("name", "number", "kind", "valid")} | {"state": "ready"}
    assert "mw-card__panel" not in draw(pages, "card_face", '{{ card_face(card, "") }}', card=specimen)


@pytest.mark.parametrize(
    ("state", "word"), [("open", "Open"), ("checking", "Checking"), ("can_add", "You can add"), ("closed", "Not open")]
)
def test_a_door_says_its_state_in_words(pages: Flask, state: str, word: str):
    drawn = draw(pages, "service_door", f'{{{{ service_door("Libraries", "Borrow.", "book", "{state}", href="/l") }}}}')
    assert re.search(rf"govuk-tag--\w+\">{word}<", drawn)
    assert '<a class="govuk-link mw-door__name" href="/l">Libraries</a>' in drawn


def test_a_door_without_a_page_is_no_link(pages: Flask):
    assert "<a " not in draw(pages, "service_door", '{{ service_door("Libraries", "Borrow.", "book", tag=false) }}')


@pytest.mark.parametrize("icon", ["book", "swim", "tag", "18", "parking", "food", "plus"])
def test_the_drawing_on_a_door_is_silent(pages: Flask, icon: str):
    assert 'aria-hidden="true"' in draw(pages, "door_icon", f'{{{{ door_icon("{icon}") }}}}')


def test_progress_is_said_in_a_sentence(pages: Flask):
    drawn = draw(pages, "progress", '{{ progress(3, 5, "About 4 minutes left.") }}')
    assert "3 of 5 parts done. About 4 minutes left." in drawn
    assert (drawn.count("<svg"), drawn.count("mw-progress__to_do")) == (5, 2)


def test_a_banner_speaks_up_only_when_it_changes_on_the_page(pages: Flask):
    assert "role=" not in draw(pages, "status_banner", '{{ status_banner("good", "Ready.") }}')
    assert 'role="status"' in draw(pages, "status_banner", '{{ status_banner("good", "Ready.", live=true) }}')


def test_a_task_that_cannot_start_yet_is_no_link(pages: Flask):
    tasks = [{"title": "Send", "state": "later", "href": "/send"}, {"title": "Name", "state": "done", "href": "/name"}]
    drawn = draw(pages, "task_list", "{{ task_list(tasks) }}", tasks=tasks)
    assert 'href="/send"' not in drawn
    assert 'href="/name"' in drawn
    assert "Not yet" in drawn
    assert "Done" in drawn


def test_a_change_link_says_what_it_changes_and_an_answer_is_escaped(pages: Flask):
    rows = [
        {"key": "Name", "value": "<b>", "change": "/name", "what": "your name"},
        {"key": "Reference", "value": "A1"},
    ]
    drawn = draw(pages, "summary_list", "{{ summary_list(rows) }}", rows=rows)
    assert 'Change<span class="govuk-visually-hidden"> your name</span>' in drawn
    assert "&lt;b&gt;" in drawn
    assert drawn.count("<a ") == 1


def test_a_form_is_sent_once(pages: Flask):
    assert 'data-prevent-double-click="true"' in draw(pages, "form_button", '{{ form_button("Send") }}')


@pytest.mark.parametrize(("answer", "said"), [("yes", "Yes"), ("no", "No"), ("unsure", "Cannot tell")])
def test_the_answer_to_a_check_is_the_heading_and_takes_focus(pages: Flask, answer: str, said: str):
    drawn = draw(pages, "check_result", f'{{{{ check_result("{answer}", "Swim, £3.20", "/next", "Next card") }}}}')
    assert f'<h1 tabindex="-1" data-focus>{said}</h1>' in drawn
    assert '<a class="mw-answer__next" href="/next">Next card</a>' in drawn
