"""Signing in with an email address, against what `make run` starts: script off or keyboard alone, slips and all."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Keyboard, Mouse
from tests.browser.tab import Tab

Opener = Callable[..., Tab]


def codes(person: Mouse, email: str) -> list[str]:
    """Of the messages that were sent to `email`, newest first."""
    sent = person.page.request.get("/demo/outbox.json").json()["messages"]
    return [re.search(r"\d{6}", one["body"]).group() for one in sent if one["recipient"] == email]


def the_code(person: Mouse, email: str, before: int = 0) -> str:
    """The newest code once more than `before` have come; the worker sends it a moment later."""
    for _ in range(100):
        if len(found := codes(person, email)) > before:
            return found[0]
        person.page.wait_for_timeout(200)
    raise AssertionError("no code came")


def ask(person: Mouse, email: str, wanted: str = "/messages") -> None:
    person.page.goto(wanted)
    person.sees("Sign in")
    person.press("Use your email address")
    person.sees("Sign in with your email address")
    person.fill("Your email address", email)
    person.press("Send the code")
    person.sees("Check your email")


@pytest.mark.parametrize("hands", [Mouse, Keyboard], ids=["mouse, no script", "keyboard"])
def test_somebody_gets_where_they_wanted_to_go_in_spite_of_a_slip(portal: str, open_tab: Opener, hands: type[Mouse]):
    tab = open_tab(portal, width=320, script=hands is Keyboard)
    person, email = hands(tab), f"yusuf.{hands.__name__.lower()}@example.com"
    tab.expected |= {422}
    ask(person, email)
    code = the_code(person, email)
    person.fill("Security code", "000000" if code != "000000" else "111111")
    person.press("Continue")
    expect(person.page.locator("main")).to_contain_text("That is not the code we sent")
    person.fill("Security code", f"{code[:3]} {code[3:]}")
    person.press("Continue")
    person.sees("Messages")
    assert person.page.url.endswith("/messages")


def test_a_code_that_was_replaced_works_no_more(portal: str, open_tab: Opener):
    tab = open_tab(portal, width=320, script=False)
    person, email = Mouse(tab), "yusuf.again@example.com"
    tab.expected |= {422}
    ask(person, email)
    first = the_code(person, email)
    person.press("Send another code")
    person.press("Send another code")
    second = the_code(person, email, before=1)
    if first != second:
        person.fill("Security code", first)
        person.press("Continue")
        expect(person.page.locator("main")).to_contain_text("That is not the code we sent")
    person.fill("Security code", second)
    person.press("Continue")
    person.sees("Messages")


def test_each_of_two_tabs_goes_where_it_wanted(portal: str, open_tab: Opener):
    first = Mouse(open_tab(portal, width=320, script=False))
    email = "yusuf.tabs@example.com"
    ask(first, email)
    second = Mouse(Tab(first.page.context.new_page(), script=False))
    ask(second, email, wanted="/account")
    code = the_code(second, email, before=1)
    second.fill("Security code", code)
    second.press("Continue")
    second.sees("Your account")
    second.page.go_back()
    assert "/auth/" not in second.page.url, "who is in is asked for no other code"
    first.fill("Security code", code)  # used up: this tab is in all the same
    first.press("Continue")
    first.sees("Messages")
