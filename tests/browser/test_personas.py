"""Each of the cast at a browser: in by their own link, out on both sides; and what comes of proving who they are."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Mouse
from tests.browser.tab import Tab
from tests.browser.test_journeys import sign_out
from westminster.demo.cast import CAST, find
from westminster.demo.personas import Outcome, Persona

Opener = Callable[..., Tab]
HOLDERS = (
    Outcome.HAS_CARD,
    Outcome.HAS_OLD_CARD,
    Outcome.CARD_ENDS_SOON,
    Outcome.HAS_NEW_CARD,
    Outcome.CARD_ON_HOLD,
)
DIFFERS = "What you proved is not the same as what you told us here"


def enter(tab: Tab, who: Persona) -> Mouse:
    person = Mouse(tab)
    person.page.goto(f"/demo/sign-in/{who.slug}")
    return person


@pytest.mark.parametrize("who", CAST, ids=lambda who: who.slug)
def test_everybody_comes_in_and_goes(portal: str, open_tab: Opener, who: Persona):
    person = enter(open_tab(portal, width=320), who)
    person.sees("Your card" if who.outcome in HOLDERS else "")
    person.page.goto("/account")
    sign_out(person)
    expect(person.page.locator("main")).to_contain_text("here and on the page where you signed in")
    person.page.goto("/account")
    person.sees("Sign in")


def come_to_show_it(person: Mouse) -> None:
    """All parts but how they show it; what the provider says is filled in."""
    person.page.goto("/apply")
    person.press("Start now")
    person.press("Your name and date of birth")
    for _ in range(2):
        person.press("Save and continue")
    person.press("How we reach you")
    person.choose("Yes")
    person.press("Save and continue")
    person.choose("Letter")
    person.press("Save and continue")
    person.press("Language and help you need")
    person.choose("English")
    for _ in range(2):
        person.press("Save and continue")
    say_where(person)


def say_where(person: Mouse) -> None:
    person.press("Where you live")
    person.choose("I live here")
    for _ in range(3):
        person.press("Save and continue")
    person.press("How you show it")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_who_proves_it_online_has_the_card_at_once(portal: str, open_tab: Opener, script: bool):
    """Also who has no email address."""
    who = find("jo-whitfield" if script else "joseph-bello")
    has_card_at_once(enter(open_tab(portal, width=320, script=script), who))


def has_card_at_once(person: Mouse) -> None:
    come_to_show_it(person)
    person.press("Prove it online")
    person.sees("How you show it")
    expect(person.page.locator("main")).to_contain_text("You have nothing to do")
    person.press("Continue")
    person.press("Check your answers")
    person.press("These answers are true: send")
    person.sees("Your card is ready")


@pytest.mark.parametrize("slug", ["sam-leigh", "helen-marsh"])
def test_who_cannot_prove_it_online_is_told_so(portal: str, open_tab: Opener, slug: str):
    person = enter(open_tab(portal, width=320), find(slug))
    come_to_show_it(person)
    person.press("Prove it online")
    person.sees("How you show it")
    expect(person.page.locator("main")).to_contain_text("You could not prove who you are online")


def test_who_has_another_name_now_is_told_that_it_differs(portal: str, open_tab: Opener):
    person = enter(open_tab(portal, width=320), find("leila-haddad"))
    person.page.goto("/apply")
    person.press("Start now")
    say_where(person)  # the rest was told for the card
    person.press("Prove it online")
    expect(person.page.locator("main")).to_contain_text(DIFFERS)


def test_who_moved_away_renews_and_staff_see_what_differs(portal: str, open_tab: Opener):
    person = enter(open_tab(portal, width=320), find("ravi-shah"))
    person.press("Renew my card")
    person.sees("Has anything changed")
    person.choose("Nothing has changed")
    person.press("Continue")
    person.press("Prove it online")
    expect(person.page.locator("main")).to_contain_text(DIFFERS)
    oliver = Mouse(open_tab(portal))
    oliver.page.goto("/demo/staff-sign-in/oliver-grant")
    oliver.page.goto("/staff/identities")
    oliver.press("Ravi Shah")
    for home in ("W2 1RD", "NW1 2EX"):
        expect(oliver.page.locator("main")).to_contain_text(home)


def test_who_is_on_the_team_too_does_not_look_after_herself(portal: str, open_tab: Opener):
    hana = enter(open_tab(portal), find("hana-clarke"))
    has_card_at_once(hana)
    hana.page.goto("/demo/staff-sign-in/hana-clarke")
    hana.page.goto("/staff/people")
    hana.fill("Name, reference, card number, postcode or email", "Hana Clarke")
    hana.press("Find")
    hana.tab.expected.add(403)
    hana.press("Hana Clarke")
    hana.sees("This is about you")
