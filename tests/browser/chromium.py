"""Which browser the tests use, and with which flags. `python -m tests.browser.chromium` says which, or fails."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

# Chromium calls home at every start; on a machine without a way out each call is an error in the log.
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
]


def executable(playwright: Playwright) -> str:
    """Playwright's own Chromium, else CHROMIUM_PATH, else the system's. Raises RuntimeError when there is none.

    The headless shell first: the same engine without a browser's own windows, which cost as much again.
    """
    own = playwright.chromium.executable_path
    chosen = os.environ.get("CHROMIUM_PATH")
    candidates = [own, chosen, *map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))]
    for path in candidates:
        if path and Path(path).exists():
            return path
    raise RuntimeError("no Chromium: set CHROMIUM_PATH, or install Debian's package chromium")


def launch(playwright: Playwright) -> Browser:
    """Without a sandbox only as root, where Chromium's does not work."""
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    return playwright.chromium.launch(executable_path=executable(playwright), args=flags)


if __name__ == "__main__":
    with sync_playwright() as started:
        try:
            sys.stdout.write(executable(started) + "\n")
        except RuntimeError as missing:
            sys.exit(str(missing))
