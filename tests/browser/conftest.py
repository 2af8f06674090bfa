"""A real browser in front of the real portal."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser import chromium
from tests.browser.tab import Tab

ROOT = Path(__file__).parents[2]
START_SECONDS = 300  # a busy machine takes its time to make a city; seconds where it is not


def pytest_collectstart(collector: pytest.Collector) -> None:
    if isinstance(collector, pytest.Module) and collector.path.parent == Path(__file__).parent:
        collector.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = chromium.launch(playwright)
        yield launched
        launched.close()


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[Callable[..., Tab]]:
    """A new window of a person nobody knows: `open_tab(url, width=320, script=False)`. Faults fail the test at its end."""
    contexts: list[BrowserContext] = []
    tabs: list[Tab] = []

    def open_one(origin: str, *, width: int = 1280, script: bool = True) -> Tab:
        context = browser.new_context(
            base_url=origin, viewport={"width": width, "height": 740}, java_script_enabled=script, locale="en-GB"
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        tabs.append(Tab(context.new_page(), script=script))
        return tabs[-1]

    yield open_one
    for context in contexts:
        context.close()
    for tab in tabs:
        assert not tab.faults, "\n".join(tab.faults)


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`make run` on a free port with a folder of its own: web, worker, stand-ins. Its address."""
    yield from run_portal(tmp_path_factory.mktemp("portal"))


def run_portal(folder: Path, **settings: str) -> Iterator[str]:
    """The launcher with `settings` in its environment, until the caller is done with it."""
    port = str(free_port())
    log = folder / "log.txt"
    environ = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    environ |= {"WESTMINSTER_MODE": "demo", "PORT": port, "STATE_DIR": str(folder / "var"), **settings}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "westminster.demo.launch"], cwd=ROOT, env=environ, stdout=output, stderr=output
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_ready(address, process, log)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait_until_ready(address: str, process: subprocess.Popen, log: Path) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        try:
            if httpx.get(f"{address}/readyz", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"the portal did not start:\n{log.read_text()[-3000:]}")


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return opened.getsockname()[1]
