"""The eyes of these tests see: each fault is found in a page that has it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.tab import Tab

PAGE = '<!doctype html><html lang="en"><title>t</title><main><h1>Words</h1>{}</main></html>'


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    page = browser.new_page(viewport={"width": 320, "height": 740})
    yield Tab(page, script=True)
    page.close()


def test_a_good_page_has_no_fault(tab: Tab):
    tab.page.set_content(PAGE.format("<p>More words</p>"))
    assert [tab.axe(), tab.sideways(), tab.in_forced_colours(), tab.faults] == [[], [], [], []]


def test_text_without_contrast_is_found(tab: Tab):
    tab.page.set_content(PAGE.format('<p style="color: #bbb">Faint</p>'))
    assert "color-contrast" in tab.axe()[0]


def test_text_that_keeps_its_faint_colour_in_forced_colours_is_found(tab: Tab):
    tab.page.set_content(PAGE.format('<p style="color: #bbb; forced-color-adjust: none">Faint</p>'))
    assert "Faint" in tab.in_forced_colours()[0]


def test_a_part_wider_than_the_window_is_found(tab: Tab):
    tab.page.set_content(PAGE.format('<p style="width: 400px">Wide</p>'))
    assert "Wide" in tab.sideways()[0]


def test_an_error_in_the_console_is_found(tab: Tab):
    tab.page.set_content(PAGE.format("<script>console.error('lost')</script>"))
    assert "lost" in tab.faults[0]


def test_a_script_that_fails_is_found(tab: Tab):
    tab.page.set_content(PAGE.format("<script>nothing()</script>"))
    assert "nothing is not defined" in tab.faults[0]


def test_what_the_policy_forbids_is_found(tab: Tab):
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    tab.page.set_content(policy + PAGE.format("<style>p { color: red }</style>"))
    assert "Content Security Policy" in tab.faults[0]
