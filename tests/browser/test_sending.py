"""Several files at once: what arrived stays when the line is cut, what was refused is told, and anybody can follow."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from a11y.applying import with_files
from a11y.pages import State
from tests.browser.hands import Keyboard, Mouse
from tests.browser.served import Served
from tests.browser.tab import Tab
from tests.browser.test_register import _settings, context, port, served, tab, window  # noqa: F401 -- fixtures
from tests.conftest import NOW
from tests.evidence.made import picture
from westminster.core import clock
from westminster.evidence.models import EvidenceFile

ASKED = State("evidence.add", "asked for a file", with_files(kind="utility_bill"))
JPG, PNG, FILM = picture("JPEG"), picture(), b"\0\0\0\x1cftypisom" + b"film" * 99


def file(name: str, data: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


@pytest.fixture
def page(served: Served, context: BrowserContext, tab: Tab) -> Iterator[Mouse]:  # noqa: F811
    """Somebody at the page that takes files."""
    with clock.frozen(NOW), served.empty():
        served.show(ASKED, context, tab)
        yield Mouse(tab)
        assert not tab.faults


def choose(person: Mouse, *files: dict) -> None:
    person.page.get_by_label("Photos or PDFs").set_input_files(list(files))


def send(person: Mouse) -> None:
    person.page.get_by_role("button", name="Send", exact=True).click()


def says(person: Mouse, words: str) -> None:
    expect(person.page.get_by_role("status")).to_have_text(words)


def arrives(person: Mouse) -> None:
    """At the files that are there; each was drawn anew, which takes a while."""
    person.page.wait_for_url("**/apply/evidence", timeout=30_000)
    person.sees("Files you added")


def names() -> list[str]:
    return [row.name for row in EvidenceFile.select().order_by(EvidenceFile.id)]


@contextmanager
def counted(person: Mouse) -> Iterator[list[str]]:
    """What was sent in the block, one entry for each request."""
    sent: list[str] = []
    person.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    yield sent


def cut_after(person: Mouse, arrive: int) -> None:
    """The line is there for so many files, then it is cut."""
    passed = iter(range(arrive))

    def pass_or_cut(route: Route) -> None:
        if route.request.method != "POST" or next(passed, None) is not None:
            route.continue_()
        else:
            route.abort("connectionaborted")

    person.page.route("**/apply/evidence/add/*", pass_or_cut)


def test_several_files_go_one_by_one(page: Mouse):
    choose(page, file("a.jpg", JPG), file("b.png", PNG))
    with counted(page) as sent:
        send(page)
        arrives(page)
    assert len(sent) == 2
    assert names() == ["a.jpg", "b.png"]


def test_what_was_refused_is_told_by_name_and_the_others_are_there(page: Mouse):
    page.tab.expected = {422}
    choose(page, file("a.jpg", JPG), file("film.heic", FILM), file("empty.png", b""), file("b.png", PNG))
    send(page)
    problem = page.page.get_by_role("alert")
    expect(problem).to_contain_text("film.heic: The selected file must be a PDF, JPG, HEIC or PNG")
    expect(problem).to_contain_text("empty.png: The selected file is empty")
    says(page, "2 of 4 files arrived.")
    assert page.page.title().startswith("Error: Gas, electricity")
    assert names() == ["a.jpg", "b.png"]
    assert page.page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert not page.tab.axe()
    page.press("Go on with the files that arrived")
    page.sees("Files you added")


def test_a_file_too_large_is_told_without_sending_it(page: Mouse):
    choose(page, file("a.jpg", JPG + b"\0" * 10 * 1024 * 1024))
    with counted(page) as sent:
        send(page)
        expect(page.page.get_by_role("alert")).to_contain_text("a.jpg: The selected file must be smaller than 10MB")
    assert sent == []


def test_after_a_cut_only_what_did_not_arrive_is_sent_again(page: Mouse):
    choose(page, file("a.jpg", JPG), file("b.png", PNG), file("c.png", PNG + b"c"))
    cut_after(page, 1)
    send(page)
    says(
        page,
        "The connection was lost. 1 of 3 files arrived. We go on when you are online again, "
        "or press the button to try now.",
    )
    assert names() == ["a.jpg"]
    assert not page.tab.axe()
    assert not page.tab.sideways()
    page.tab.faults = [fault for fault in page.tab.faults if "ERR_CONNECTION_ABORTED" not in fault]
    page.page.unroute("**/apply/evidence/add/*")
    with counted(page) as sent:
        send(page)
        arrives(page)
    assert len(sent) == 2
    assert names() == ["a.jpg", "b.png", "c.png"]


def test_it_goes_on_by_itself_when_the_line_is_back(page: Mouse):
    choose(page, file("a.jpg", JPG))
    page.page.context.set_offline(True)
    send(page)
    expect(page.page.get_by_role("status")).to_contain_text("0 of 1 files arrived")
    page.tab.faults = [fault for fault in page.tab.faults if "ERR_INTERNET_DISCONNECTED" not in fault]
    page.page.context.set_offline(False)
    arrives(page)
    assert names() == ["a.jpg"]


def test_with_the_keyboard_it_is_sent_stopped_and_sent_again(page: Mouse):
    hands, held = Keyboard(page.tab), []
    choose(page, file("a.jpg", JPG))
    page.page.route("**/apply/evidence/add/*", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright marks what it is given
    hands._reach(page.page.get_by_role("button", name="Send", exact=True))
    page.tab.press("Enter")
    says(page, "Sending 1 of 1: a.jpg")
    stop = page.page.get_by_role("button", name="Stop sending")
    expect(stop).to_be_focused()
    assert not page.tab.axe()
    assert not page.tab.sideways()
    page.tab.press("Enter")
    says(page, "0 of 1 files arrived.")
    expect(page.page.get_by_role("button", name="Send", exact=True)).to_be_focused()
    assert names() == []
    page.page.unroute("**/apply/evidence/add/*")
    page.tab.press("Enter")
    arrives(page)


def test_who_was_signed_out_meanwhile_comes_to_sign_in(page: Mouse):
    choose(page, file("a.jpg", JPG))
    page.page.context.clear_cookies()
    page.tab.expected = {400}
    send(page)
    page.page.wait_for_url("**/auth/sign-in**")


def test_without_a_file_the_portal_says_what_is_missing(page: Mouse):
    page.tab.expected = {422}
    send(page)
    expect(page.page.get_by_role("alert")).to_contain_text("Select a file")
