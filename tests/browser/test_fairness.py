"""Asking us to look again, renewing with one tap, undoing a decision: by keyboard, and without script."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import expect

from a11y.fairness import not_left, refused
from a11y.renewing import renewing
from tests.browser.hands import Keyboard, Mouse
from tests.browser.served import Served, Visitor
from tests.browser.tab import Tab
from tests.browser.test_register import _settings, port, served  # noqa: F401  # fixtures
from tests.conftest import NOW
from westminster.core import clock

Opener = Callable[..., Tab]
HANDS = [pytest.param(Keyboard, True, id="keyboard"), pytest.param(Mouse, False, id="without script")]


@contextmanager
def person(served: Served, open_tab: Opener, hands: type[Mouse], script: bool, arrange: Any) -> Iterator[Any]:  # noqa: F811
    """Somebody signed in at the browser, and the values of the address that `arrange` made for them."""
    with clock.frozen(NOW), served.empty():
        tab = open_tab(served.origin, width=320, script=script)
        values = arrange(Visitor(served, tab.page.context))
        yield hands(tab), values


@pytest.mark.parametrize(("hands", "script"), HANDS)
def test_asking_us_to_look_again(served: Served, open_tab: Opener, hands: type[Mouse], script: bool):  # noqa: F811
    with person(served, open_tab, hands, script, refused(status=True)) as (amina, _):
        amina.page.goto("/apply/status")
        amina.press("Ask us to look again")
        amina.fill("Why should we look again?", "The map shows it.")
        amina.press("Continue")
        amina.sees("Do you have a paper")
        amina.choose("No, look again without one")
        amina.press("Continue")
        amina.sees("Check and send")
        amina.press("Ask us to look again")
        amina.sees("We look again")


@pytest.mark.parametrize(("hands", "script"), HANDS)
def test_renewing_with_one_tap(served: Served, open_tab: Opener, hands: type[Mouse], script: bool):  # noqa: F811
    with person(served, open_tab, hands, script, renewing()) as (amina, _):
        amina.page.goto("/card")
        amina.press("Renew my card")
        amina.sees("Renew your card")
        amina.press("Renew my card")
        amina.sees("Your card")
        expect(amina.page.locator("main")).to_contain_text("Good until 19 November 2027")


@pytest.mark.parametrize(("hands", "script"), HANDS)
def test_undoing_a_decision(served: Served, open_tab: Opener, hands: type[Mouse], script: bool):  # noqa: F811
    with person(served, open_tab, hands, script, not_left("refused", "outside")) as (sam, values):
        sam.page.goto(f"/staff/cases/{values['public_id']}")
        left = "You can undo it for 5 more minutes." if script else "You can undo it until 10:05am."
        expect(sam.page.locator("[data-leaves-in]")).to_have_text(left)
        sam.press("Undo")
        expect(sam.page.locator("main")).to_contain_text("Undone. Nothing went to the person.")
