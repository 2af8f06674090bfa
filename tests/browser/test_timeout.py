"""The warning before a session ends: two minutes before, one key to stay, nothing typed is lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from a11y.arranged import beginner, holder
from a11y.pages import State
from tests.browser.served import Served
from tests.browser.tab import Tab
from tests.browser.test_register import (  # noqa: F401  # its fixtures
    _settings,
    assert_accessible,
    context,
    port,
    served,
    tab,
    window,
)
from tests.conftest import NOW
from westminster.accounts.models import Session
from westminster.core import clock

NAME = State("apply.question", "name", beginner(slug="name"))
CARD = State("card.show", "ready", holder())
STAY, BACK = "Stay signed in", "Back to the page"


@pytest.fixture
def at(served: Served, context: BrowserContext, tab: Tab) -> Iterator[Any]:  # noqa: F811
    """`at(state)` opens a page at NOW on held clocks; `at.minutes(n)` is n minutes later, here and there."""
    with served.empty():
        yield Held(served, context, tab)


class Held:
    def __init__(self, served: Served, context: BrowserContext, tab: Tab):  # noqa: F811
        self.served, self.context, self.tab, self.passed = served, context, tab, 0.0

    def __call__(self, state: State, **session: Any) -> Page:
        self.tab.page.clock.install(time=NOW)
        with clock.frozen(NOW):
            self.served.show(state, self.context, self.tab)
            if session:
                Session.update(**session).execute()
                self.tab.page.reload()
        return self.tab.page

    def minutes(self, number: float) -> Any:
        """The server's clock stands there as long as the block."""
        self.tab.page.clock.fast_forward(int((number - self.passed) * 60_000))
        self.passed = number
        return clock.frozen(NOW + timedelta(minutes=number))


def test_the_warning_comes_once_at_two_minutes_and_once_at_one(at):
    page = at(NAME)
    with at.minutes(57.9):
        expect(page.get_by_role("dialog")).to_be_hidden()
    with at.minutes(58):
        dialog = page.get_by_role("dialog", name="You will be signed out soon")
        expect(dialog).to_contain_text("in 2 minutes")
        expect(page.get_by_role("button", name=STAY)).to_be_focused()
        page.evaluate(
            "window.heard = []; new MutationObserver(() => heard.push(document.querySelector('dialog p').textContent))"
            ".observe(document.querySelector('dialog p'), {childList: true, characterData: true, subtree: true})"
        )
    with at.minutes(58.5):
        pass
    with at.minutes(59):
        expect(dialog).to_contain_text("in 1 minute.")
    with at.minutes(59.5):
        assert len(page.evaluate("heard")) == 1


def test_one_key_keeps_the_session_the_place_and_what_was_typed(at):
    page = at(NAME)
    page.get_by_label("Last name").fill("Typed")
    with at.minutes(58.5):
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page.get_by_label("Last name")).to_be_focused()
        assert page.get_by_label("Last name").input_value() == "Typed"
        assert Session.get().expires_at == NOW + timedelta(minutes=118.5)
    with at.minutes(116):
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/apply/birth-date")


def test_when_it_is_over_the_page_says_so_and_the_answers_come_back(at):
    at.tab.expected = {403}
    page = at(NAME)
    page.get_by_label("Last name").fill("Typed")
    with at.minutes(61):
        expect(page.get_by_role("dialog", name="You are signed out")).to_contain_text("is still on this page")
        page.keyboard.press("Enter")
        assert page.get_by_label("Last name").input_value() == "Typed"
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/auth/sign-in")
        expect(page.get_by_text("We keep what you typed")).to_be_visible()


def test_without_a_form_one_key_leads_to_sign_in(at):
    page = at(CARD)
    with at.minutes(61):
        expect(page.get_by_role("dialog", name="You are signed out")).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/auth/sign-in")


def test_an_end_that_cannot_be_put_off_is_said_to_be_so(at):
    end = NOW + timedelta(minutes=30)
    page = at(NAME, ends_at=end, expires_at=end)
    with at.minutes(28):
        expect(page.get_by_role("dialog")).to_contain_text("cannot make it longer")
        expect(page.get_by_role("button", name=STAY)).to_have_count(0)
        page.get_by_role("button", name=BACK).click()
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_shared_computer_shows_nothing_any_more(at):
    page = at(NAME, shared_computer=True, expires_at=NOW + timedelta(minutes=15))
    page.get_by_label("Last name").fill("Typed")
    with at.minutes(13):
        expect(page.get_by_role("dialog")).to_be_visible()
    with at.minutes(15):
        page.wait_for_url("**/auth/signed-out")


def test_staying_in_one_tab_is_staying_in_all(at):
    page = at(NAME)
    with clock.frozen(NOW):
        other = at.context.new_page()  # its clock is the same
        other.goto(page.url)
    with at.minutes(58.5):
        expect(other.get_by_role("dialog")).to_be_visible()
        other.keyboard.press("Enter")
        expect(other.get_by_role("dialog")).to_be_hidden()
        expect(page.get_by_role("dialog")).to_be_hidden()
    other.close()


def test_escape_puts_the_warning_away_until_the_last_minute(at):
    page = at(NAME)
    with at.minutes(58):
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
    with at.minutes(59):
        expect(page.get_by_role("dialog")).to_contain_text("in 1 minute.")


@pytest.mark.parametrize("minutes", [58, 61], ids=["soon", "over"])
def test_the_warning_is_accessible(at, minutes):
    at(NAME)
    with at.minutes(minutes):
        expect(at.tab.page.get_by_role("dialog")).to_be_visible()
        at.tab.page.clock.resume()
        assert_accessible(at.tab)


def test_without_script_it_comes_by_itself_two_minutes_before_and_a_link_stays(served: Served, browser: Browser):  # noqa: F811
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 740})  # noqa: F811
    with served.empty():
        with clock.frozen(NOW):
            tab = Tab(context.new_page(), script=False)
            served.show(NAME, context, tab)
        page = tab.page
        page.get_by_label("Last name").fill("Typed")
        for minutes, seen in ((56.9, False), (57.1, True)):
            page.evaluate("ms => document.getAnimations().forEach(one => one.currentTime = ms)", minutes * 60_000)
            assert page.get_by_role("link", name=STAY).is_visible() is seen
        with clock.frozen(NOW + timedelta(minutes=57.1)), context.expect_page() as opened:
            page.get_by_role("link", name=STAY).click()
            expect(opened.value.get_by_role("heading", name="You are still signed in")).to_be_visible()
        with clock.frozen(NOW + timedelta(minutes=116)):
            page.get_by_role("button", name="Continue").click()
            page.wait_for_url("**/apply/birth-date")
    context.close()
