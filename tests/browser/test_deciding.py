"""A case, from the queue to the letter that leaves: with the keyboard alone, and by what a screen reader is told."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.hands import Keyboard, Mouse
from tests.browser.reader import Reader
from tests.browser.served import Served
from tests.browser.tab import Tab
from tests.browser.test_fairness import person
from tests.browser.test_register import _settings, port, served  # noqa: F401  # fixtures
from tests.casework.cases import make_case
from tests.factories import make_staff
from westminster.applications.models import CaseDecision

Opener = Callable[..., Tab]
PAPER = "Gas, electricity, water or landline bill"
OUTSIDE = "Not in Westminster"
WAYS = [
    pytest.param(Keyboard, True, id="keyboard"),
    pytest.param(Keyboard, False, id="keyboard without script"),
    pytest.param(Reader, True, id="screen reader"),
]


def a_case(visitor: Any) -> dict[str, str]:
    case = make_case(papers=1)
    visitor.sign_in(make_staff().account_id)
    return {"public_id": case.public_id}


def read_the_paper(sam: Mouse) -> None:
    sam.fill("Name on it", "A. Rahman")
    sam.fill("Address on it, with postcode", "12 Lisson Street, NW8 8EU")
    sam.page.keyboard.press("Tab")
    for number in ("1", "11", "2026"):
        sam.page.keyboard.type(number)
        sam.page.keyboard.press("Tab")
    sam.press("Keep what it says")


@pytest.mark.parametrize(("hands", "script"), WAYS)
def test_a_case_is_decided(served: Served, open_tab: Opener, hands: type[Mouse], script: bool):  # noqa: F811
    with person(served, open_tab, hands, script, a_case) as (sam, _):
        sam.page.goto("/staff")
        sam.press("Amina Rahman")
        sam.sees("Amina Rahman")
        read_the_paper(sam)
        sam.choose("Yes")
        sam.press("See the letter")
        sam.sees("Read the letter before it goes")
        sam.press("Decide and send")
        sam.sees("Amina Rahman")
        assert CaseDecision.get().outcome == "approved"
        sam.press("Undo")
        sam.choose("No")
        sam.choose(OUTSIDE)
        sam.press("See the letter")
        sam.press("Decide and send")
        assert CaseDecision.get().outcome == "refused"


def test_all_that_is_needed_to_decide_is_read_out(served: Served, open_tab: Opener):  # noqa: F811
    with person(served, open_tab, Reader, True, a_case) as (sam, _):
        sam.page.goto("/staff")
        assert [cell for row in sam.rows("Cases")[1:] for cell in row][3] == "Working days: 0 of 10"
        sam.press("Amina Rahman")
        assert sam.all("image") == ["Page 1. Nobody has written yet what it says."]
        read_the_paper(sam)
        assert sam.all("image") == ["Page 1. What it says is in the text under it."]
        said = sam.inside("figure", PAPER)
        for words in ("Name: A. Rahman", "Address: 12 Lisson Street, NW8 8EU", "Date: 1 November 2026"):
            assert words in said
        rows = {row[0]: row[1:] for row in sam.rows("What they say and what we saw")}
        assert rows["Name"] == ["They say: Amina Rahman", f"We saw: A. Rahman {PAPER}", "Result: Nearly"]
        assert rows["Born"] == ["They say: 17 May 1984", "We saw: not given", "Result: Not seen"]


def test_what_is_missing_and_what_was_done_is_announced(served: Served, open_tab: Opener):  # noqa: F811
    with person(served, open_tab, Reader, True, a_case) as (sam, values):
        sam.page.goto(f"/staff/cases/{values['public_id']}")
        sam.tab.expected = {422}
        sam.press("See the letter")
        alert = sam.one("alert", "")
        assert sam.inside("alert") == "There is a problem Select your decision"
        assert sam.focused().id in alert.above
        assert "Select your decision" in sam.one("group", "Your decision").described
        sam.choose("No")
        sam.choose(OUTSIDE)
        sam.press("See the letter")
        assert "not in Westminster" in sam.inside("region", "The letter")
        sam.press("Decide and send")
        assert sam.inside("status") == "You can undo it for 5 more minutes."
