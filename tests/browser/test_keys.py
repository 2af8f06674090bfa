"""Keys for what staff do most: off until somebody wants them, told to a screen reader, and never while one types."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.browser.served import Served
from tests.browser.tab import Tab
from tests.browser.test_fairness import person
from tests.browser.test_register import _settings, port, served  # noqa: F401  # fixtures
from tests.casework.cases import make_case
from tests.factories import make_resident, make_staff
from westminster.applications.models import Application

Opener = Callable[..., Tab]


def two_cases(visitor: Any) -> dict[str, str]:
    make_case(days_ago=2)
    make_case(make_resident(full_name="Siân O’Brien"), first_name="Siân", last_name="O’Brien")
    visitor.sign_in(make_staff().account_id)
    return {}


def owners() -> list[bool]:
    return [case.owner_id is not None for case in Application.select().order_by(Application.id)]


def test_keys_do_nothing_until_they_are_turned_on(served: Served, open_tab: Opener):  # noqa: F811
    with person(served, open_tab, Reader, True, two_cases) as (sam, _):
        sam.page.goto("/staff")
        for key in ("t", "n", "/", "?"):
            sam.tab.press(key)
        expect(sam.page).to_have_url(f"{served.origin}/staff")
        assert owners() == [False, False]
        assert not any(node.told.get("keyshortcuts") for node in sam.tree())


def test_keys_are_told_and_do_what_they_say(served: Served, open_tab: Opener):  # noqa: F811
    with person(served, open_tab, Reader, True, two_cases) as (sam, _):
        sam.page.goto("/staff")
        sam.press("Use keys for what you do most")
        sam.press("Turn the keys on")
        sam.page.goto("/staff")
        assert sam.one("button", "Take the next case").told["keyshortcuts"] == "t"
        sam.tab.press("?")
        assert "t: take the next case" in sam.inside("dialog", "Keys")
        sam.tab.press("Escape")
        sam.tab.press("/")
        sam.page.keyboard.type("t n")
        assert sam.focused().role == "textbox"
        assert owners() == [False, False]
        sam.tab.press("Tab")
        with sam.page.expect_navigation():
            sam.tab.press("t")
        sam.sees("Amina Rahman")
        assert owners() == [True, False]
        with sam.page.expect_navigation():
            sam.tab.press("n")
        sam.sees("Siân O’Brien")
