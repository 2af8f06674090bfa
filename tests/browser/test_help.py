"""Help in person, whole: a library worker by keyboard and without script, then the person who takes it over."""

from collections.abc import Callable

from tests.browser.hands import Keyboard
from tests.browser.tab import Tab

Opener = Callable[..., Tab]


def agree(worker: Keyboard) -> None:
    worker.press("Help somebody apply")
    worker.choose("They are here")
    worker.press("Continue")
    worker.sees("Ask if they agree")
    worker.choose("I read this out, and they said yes")
    worker.choose("The person")
    worker.press("Continue")


def who_they_are(worker: Keyboard) -> None:
    worker.sees("Who is it?")
    worker.fill("First name (optional)", "Grace")
    worker.fill("Last name", "Adjei")
    for part, number in (("Day", "4"), ("Month", "9"), ("Year", "1951")):
        worker.fill(part, number)
    worker.fill("Postcode where they live (optional)", "NW8 8EU")
    worker.press("Continue")
    worker.sees("How do they show who they are?")
    worker.choose("They show something with their name")
    worker.press("Continue")
    worker.choose("Library card")
    worker.press("Begin the application")


def fill_in(worker: Keyboard) -> None:
    worker.press("How we reach you")
    worker.choose("Yes")
    worker.press("Save and continue")
    worker.choose("Letter")
    worker.press("Save and continue")
    worker.press("Language and help you need")
    worker.choose("English")
    for _ in range(2):
        worker.press("Save and continue")
    worker.press("Where you live")
    worker.choose("I live here")
    for _ in range(2):
        worker.press("Save and continue")
    worker.fill("Address line 1", "3 Lamplighter House")
    worker.press("Save and continue")
    worker.press("How you show it")
    worker.press("They show a paper")
    worker.press("They say that this is true: send")
    worker.sees("We have their application")


def take_over(person: Keyboard, code: str) -> None:
    person.page.goto("/account")
    person.press("Enter the code from your summary")
    person.fill("Your code", code)
    person.press("Take over")
    person.sees("It is yours now")
    person.press("See where it stands")
    person.sees("Your application")


def test_from_help_at_a_counter_to_an_account_of_ones_own(portal: str, open_tab: Opener):
    worker, person = (Keyboard(open_tab(portal, script=False)) for _ in range(2))
    worker.page.goto("/demo")
    worker.press("Sign in with the work account of tariq.malik@example.com")
    agree(worker)
    who_they_are(worker)
    fill_in(worker)
    worker.press("Print a summary with a new code")
    worker.sees("Your application for a MyWestminster card")
    code = worker.page.locator(".mw-paper__reference").last.inner_text()
    worker.press("Back")
    worker.press("Finish")
    worker.sees("Help somebody apply")
    person.page.goto("/demo/sign-in/wei-chen")
    take_over(person, code)
