"""A student card by photo, with script and without: what is added can be seen, and the status page says what is next."""

import pytest

from tests.applications.papers import PHOTO
from tests.browser.hands import Mouse
from tests.browser.test_journeys import sign_in


def tell_all_but_how(person: Mouse, name: str) -> None:
    person.page.goto("/apply")
    sign_in(person, name)
    person.press("Start now")
    person.press("Your name and date of birth")
    for _ in range(2):
        person.press("Save and continue")
    person.press("How we reach you")
    person.choose("Yes")
    person.press("Save and continue")
    person.choose("Email")
    person.press("Save and continue")
    person.press("Language and help you need")
    person.choose("English")
    for _ in range(2):
        person.press("Save and continue")
    person.press("Where you live")
    person.choose("I study here")
    person.press("Save and continue")
    person.fill("Name of the employer, school or college", "Regent’s Quay Academy")
    person.fill("Its postcode", "NW8 8EU")
    for _ in range(3):
        person.press("Save and continue")


def send_a_photo(person: Mouse) -> None:
    person.press("How you show it")
    person.press("Send a photo or PDF")
    person.choose("Student card, such as TOTUM")
    person.press("Continue")
    photo = {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": PHOTO}
    person.page.get_by_label("Photos or PDFs").set_input_files(photo)
    person.press("Send")
    person.sees("Files you added")
    person.page.get_by_text("See what we have").click()
    picture = person.page.get_by_alt_text("Page 1 of card.jpg")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 60
    person.choose("No")
    person.press("Continue")
    person.press("These answers are true: send")
    person.sees("We have your application")


@pytest.mark.parametrize(("name", "script"), [("Priya Nair", True), ("Emanuel Costa", False)])
def test_a_photo_and_back(portal: str, open_tab, name: str, script: bool):
    person = Mouse(open_tab(portal, width=320, script=script))
    tell_all_but_how(person, name)
    send_a_photo(person)
    person.press("Card")
    person.sees("Your application")
    person.press("Take your application back")
    person.press("Take it back")
    person.sees("Your application")
    assert "You took your application back." in person.page.inner_text("main")
