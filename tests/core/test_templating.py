from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from jinja2 import UndefinedError

from westminster.core import settings, templating, words
from westminster.core.words import N_


def draw(pages: Flask, source: str, **context: object) -> str:
    with pages.test_request_context():
        return pages.jinja_env.from_string(source).render(context)


@pytest.mark.parametrize(
    "source", ["{{ nmae }}", "{% if nmae %}{% endif %}", "{% for n in nmae %}{% endfor %}", "{{ day.yaer }}"]
)
def test_a_misspelt_name_is_loud(pages: Flask, source: str):
    with pytest.raises(UndefinedError):
        draw(pages, source, day=date(2026, 11, 20))


@pytest.mark.parametrize("source", ["{{ card.nickname }}", "{{ 1 if card.nickname }}", "{{ card.a.b or '' }}"])
def test_a_key_that_a_mapping_does_not_hold_is_quiet(pages: Flask, source: str):
    assert draw(pages, source, card={}) == ""


def test_a_name_can_be_asked_for_before_it_is_used(pages: Flask):
    assert draw(pages, "{{ nav | default([]) | length }}{{ nav is defined }}") == "0False"


@pytest.fixture
def arabic(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    catalogue = Catalog(locale="ar")
    catalogue.add("Stopped", "موقوفة")
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(words, "CATALOGUES", tmp_path)
    words.catalogue.cache_clear()
    yield
    words.catalogue.cache_clear()


@pytest.mark.usefixtures("arabic")
def test_words_are_translated_where_they_are_printed(pages: Flask):
    pages.extensions["babel"].default_locale = "ar"
    assert draw(pages, "{{ said }}", said=N_("Stopped")) == "موقوفة"
    assert draw(pages, "{{ '• ' ~ said | words }}", said=N_("Stopped")) == "• موقوفة"


@pytest.mark.usefixtures("arabic")
def test_a_text_of_a_template_is_in_the_language_of_its_reader(pages: Flask):
    source = "{% from 'macros/link_button.html' import link_button %}{{ _('Stopped') }} {{ link_button | kept(_('Stopped'), '/') }}"
    english = draw(pages, source)
    pages.extensions["babel"].default_locale = "ar"
    assert "موقوفة" not in english
    assert draw(pages, source) == english.replace("Stopped", "موقوفة")


@pytest.mark.usefixtures("arabic")
def test_a_new_catalogue_is_not_hidden_by_what_was_compiled_before(pages: Flask, tmp_path: Path):
    page = draw_in_arabic(pages)
    catalogue = Catalog(locale="ar")
    catalogue.add("Need a person? Call 020 7946 0123, 8am to 8pm, or ask at any library.", "اتصل")
    with (tmp_path / "ar" / "LC_MESSAGES" / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    words.catalogue.cache_clear()
    again = Flask("again", static_folder=None)
    templating.init_app(again, replace(settings.current(), state_dir=tmp_path, demo=True))
    assert "اتصل" not in page
    assert "اتصل" in draw_in_arabic(again)


def draw_in_arabic(app: Flask) -> str:
    app.extensions["babel"].default_locale = "ar"
    return draw(app, PAGE)


def test_a_text_has_its_percent_sign_and_its_markup(pages: Flask):
    assert draw(pages, "{{ _('5%% <b>off</b>') }} {{ [_('&amp;')] | first }}") == "5% <b>off</b> &amp;"


def test_what_words_carry_is_escaped(pages: Flask):
    assert draw(pages, "{{ said }}", said=N_("Card of %(name)s", name="<b>")) == "Card of &lt;b&gt;"
    assert draw(pages, "{{ _('Card of %(name)s', name=name) }}", name="<b>") == "Card of &lt;b&gt;"


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{{ day | date }}", "20 November 2026"),
        ("{{ day | short_date }}", "20 Nov 2026"),
        ("{{ summer | date }}", "2 July 2026"),
        ("{{ summer | day_time }}", "12:30am, 2 July 2026"),
        ("{{ winter | time }}", "5:05pm"),
        ("{{ winter.replace(minute=0) | time }}", "5pm"),
        ("{{ winter.replace(minute=0, hour=12) | time }}", "midday"),
        ("{{ winter.replace(minute=0, hour=0) | time }}", "midnight"),
        ("{{ '07700900142' | phone }}", "07700 900142"),
        ("{{ '+447700900142' | phone }}", "07700 900142"),
        ("{{ '+33 1 23 45 67 89' | phone }}", "+33 1 23 45 67 89"),
        ("{{ 'no phone' | phone }}", "no phone"),
    ],
)
def test_dates_times_and_numbers_are_written_as_people_write_them(pages: Flask, source: str, written: str):
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half an hour into the next day in London
    winter = datetime(2026, 11, 20, 17, 5, tzinfo=UTC)
    assert draw(pages, source, day=date(2026, 11, 20), summer=summer, winter=winter) == written


PAGE = """{% extends "layout.html" %}
{% block title %}Your card{% endblock %}
{% block main %}<h1>{{ self.title() }}</h1>{% endblock %}"""


def test_a_page_is_a_title_and_a_main(pages: Flask):
    page = draw(pages, PAGE)
    assert "<title>Your card - MyWestminster</title>" in page
    assert '<html class="govuk-template" lang="en" dir="ltr">' in page
    assert "Made-up people." in page
    assert "020 7946 0123" in page


def test_outside_demo_mode_nothing_says_demo(pages: Flask):
    pages.jinja_env.globals["demo"] = False
    assert "Made-up" not in draw(pages, PAGE)


class Place(NamedTuple):
    text: str
    href: str
    current: bool


def test_the_menu_marks_where_one_is(pages: Flask):
    page = draw(pages, PAGE, nav=(Place("Card", "/card", current=True), Place("Offers", "/offers", current=False)))
    assert '<a href="/card" aria-current="page">Card</a>' in page
    assert '<a href="/offers">Offers</a>' in page


def test_templates_are_compiled_once_and_kept(pages: Flask, tmp_path: Path):
    with pages.test_request_context():
        pages.jinja_env.get_template("layout.html")
    assert list((tmp_path / "templates").iterdir())


def test_every_template_compiles(pages: Flask):
    for name in pages.jinja_env.list_templates(extensions=["html"]):
        pages.jinja_env.get_template(name)


@pytest.mark.parametrize(
    "name",
    [
        "bad_request",
        "not_allowed",
        "not_found",
        "open_too_long",
        "refused",
        "too_large",
        "too_many",
        "unavailable",
        "wrong",
    ],
)
def test_a_problem_page_needs_nothing_but_itself(pages: Flask, name: str):
    page = draw(pages, f'{{% include "errors/{name}.html" %}}', words=N_("This card is already stopped."))
    assert page.count("<h1") == 1
