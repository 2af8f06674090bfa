"""The main job, whole, against what `make run` starts: with script and without, by mouse and by keyboard, on both engines."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from tests import databases
from tests.browser.conftest import run_portal
from tests.browser.hands import Keyboard, Mouse
from tests.browser.tab import Tab
from westminster.demo import cast


def check_what_you_can_get(person: Mouse) -> None:
    person.press("Check what you can get")
    for question in ("Do you live in Westminster?", "Are you 16 or over?", "Do you have a Council Tax account"):
        person.sees(question)
        person.choose("Yes")
        person.press("Continue")
    person.sees("You can have the card")
    person.press("Sign in and apply")


def sign_in(person: Mouse, name: str) -> None:
    person.sees("Sign in")
    person.press("Continue to sign in")
    person.sees("Who do you want to be?")
    person.press(name)


def apply(person: Mouse, account: str) -> None:
    person.sees("Apply for your card")
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
    person.press("Where you live")  # that, not whether: the check has asked
    for _ in range(2):
        person.press("Save and continue")
    person.press("How you show it")
    person.fill("Council Tax account number", account)
    person.press("Look for me")
    person.press("Continue")
    person.press("Check your answers")
    person.sees("Check your answers")
    person.press("These answers are true: send")
    person.sees("Your card is ready")
    person.press("Show my card")


def code_on(person: Mouse) -> str:
    """What an independent reader finds in the picture of the page."""
    found = zxingcpp.read_barcodes(Image.open(BytesIO(person.page.screenshot(full_page=True))))
    assert len(found) == 1, f"{len(found)} codes on {person.page.url}"
    return found[0].text


def look_at(person: Mouse, code: str, heading: str) -> None:
    """A stranger's camera opens the code."""
    person.page.goto(code)
    person.sees(heading)


def stop_and_replace(person: Mouse) -> None:
    person.press("Stop this card")
    person.choose("It is lost")
    person.press("Stop this card")
    person.press("Get my new card")
    person.press("Get my new card")


def sign_out(person: Mouse) -> None:
    person.press("Account")
    person.press("Sign out")
    person.sees("You are signed out")


def main_job(person: Mouse, stranger: Mouse, who: cast.Persona) -> None:
    person.page.goto("/")
    check_what_you_can_get(person)
    sign_in(person, who.name)
    apply(person, who.home.account)
    code = code_on(person)
    look_at(stranger, code, "in date")
    stranger.choose("Libraries")
    stranger.press("Check")
    stranger.sees("Yes")
    stop_and_replace(person)
    look_at(stranger, code, "stopped")
    look_at(stranger, code_on(person), "in date")
    sign_out(person)


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with databases.postgresql() as engine:
        yield from run_portal(tmp_path_factory.mktemp("portal"), DATABASE_URL=engine.empty())


Opener = Callable[..., Tab]


def test_the_main_job_on_a_phone(portal: str, open_tab: Opener):
    person, stranger = (Mouse(open_tab(portal, width=320)) for _ in range(2))
    main_job(person, stranger, cast.find("amina-rahman"))


def test_the_main_job_without_script(portal: str, open_tab: Opener):
    person, stranger = (Mouse(open_tab(portal, width=320, script=False)) for _ in range(2))
    main_job(person, stranger, cast.find("derek-okafor-lane"))


def test_the_main_job_by_keyboard(portal: str, open_tab: Opener):
    main_job(Keyboard(open_tab(portal)), Keyboard(open_tab(portal)), cast.find("tomasz-zielinski"))


def test_the_main_job_on_postgresql(on_postgresql: str, open_tab: Opener):
    main_job(Mouse(open_tab(on_postgresql)), Mouse(open_tab(on_postgresql)), cast.find("amina-rahman"))


def test_the_first_tab_on_a_page_skips_to_its_content(portal: str, open_tab: Opener):
    tab = open_tab(portal)
    tab.go("/")
    tab.press("Tab")
    assert tab.page.locator(":focus").text_content() == "Skip to main content"
    assert tab.page.locator(":focus").is_visible()
    tab.press("Enter")
    assert tab.page.locator(":focus").get_attribute("id") == "main-content"
