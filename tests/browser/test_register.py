"""Every page in every state, in the browser: accessible, whole at 320 px and in forced colours, quiet."""

from base64 import b64encode
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from a11y.pages import STATES, State
from tests import databases
from tests.browser.conftest import free_port
from tests.browser.served import Served, serving
from tests.browser.tab import Tab
from tests.conftest import NOW, ready_for_tests
from tests.problems import PROBLEMS, add_problems
from westminster.core import clock
from westminster.core.settings import Settings
from westminster.site import create_app


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def _settings(tmp_path_factory: pytest.TempPathFactory, port: int) -> Settings:
    return Settings.from_environ(
        {
            "WESTMINSTER_MODE": "demo",
            "SECRET_KEY": "a secret for tests, not for people",
            "BASE_URL": f"http://127.0.0.1:{port}",
            "STATE_DIR": str(tmp_path_factory.mktemp("state")),
            "EVIDENCE_KEYS": "test:" + b64encode(b"e" * 32).decode(),
            "NOTIFY_API_KEY": "of-nobody",  # there is a way to send codes
        }
    )


@pytest.fixture(scope="module")
def served(_settings: Settings, port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    app = add_problems(ready_for_tests(create_app(_settings)))
    with databases.sqlite(tmp_path_factory.mktemp("sqlite")) as engine, serving(app, port, engine) as running:
        yield running


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(locale="en-GB")
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture(scope="module")
def window(context: BrowserContext) -> Tab:
    """One for all states: a window of its own, or a page of another origin between, is a process each time."""
    return Tab(context.new_page(), script=True)


@pytest.fixture
def tab(context: BrowserContext, window: Tab) -> Tab:
    context.clear_cookies()
    window.page.emulate_media(forced_colors="none")
    window.page.set_viewport_size({"width": 320, "height": 740})
    window.faults, window.expected = [], set()
    return window


def assert_accessible(tab: Tab) -> None:
    assert tab.started(), "our script did not run"
    assert not tab.sideways(), "at 320 px"
    assert not tab.axe(), "at 320 px"
    tab.page.set_viewport_size({"width": 1280, "height": 800})
    assert not tab.axe(), "at 1280 px"
    assert not tab.in_forced_colours(), "in forced colours"
    assert not tab.faults


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_state_is_accessible(state: State, served: Served, context: BrowserContext, tab: Tab):
    with clock.frozen(NOW), served.empty():
        served.show(state, context, tab)
        assert_accessible(tab)


@pytest.mark.parametrize("kind", PROBLEMS)
def test_a_problem_is_accessible(kind: str, served: Served, tab: Tab):
    tab.expected = {PROBLEMS[kind][0]}
    with clock.frozen(NOW), served.empty():
        tab.go(f"{served.origin}/problem/{kind}")
        assert_accessible(tab)
