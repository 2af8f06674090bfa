"""Take the pictures of README.md from a fresh demo, as its users see them: `make pictures`."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import launch

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        env = os.environ | {"PORT": str(port), "STATE_DIR": folder, "WESTMINSTER_MODE": "demo"}
        demo = subprocess.Popen([sys.executable, "-m", "westminster.demo.launch"], env=env, stdout=subprocess.PIPE)
        try:
            for line in demo.stdout or ():
                if b"Ctrl-C" in line:
                    break
            with sync_playwright() as started:
                _take(launch(started), f"http://127.0.0.1:{port}")
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.wait()


def _take(browser: Browser, portal: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    desk = browser.new_context(viewport=DESK).new_page()
    _shoot(desk, f"{portal}/", "front")
    phone = browser.new_context(viewport=PHONE, device_scale_factor=1.5).new_page()
    _shoot(phone, f"{portal}/demo/sign-in/maria-santos", "card")
    token = re.search(r"/V/[A-Z2-7]+", _code(phone, portal))
    if token:
        _shoot(phone, f"{portal}{token.group()}?for=libraries", "answer")
    _shoot(browser.new_context(viewport=PHONE, device_scale_factor=1.5).new_page(), f"{portal}/check", "check")
    _sign_in_staff(desk, portal)
    _shoot(desk, f"{portal}/staff", "queue")


def _code(page: Page, portal: str) -> str:
    """What the code on the card says, read from its picture."""
    import zxingcpp  # only here: the picture is read as a phone's camera would
    from PIL import Image

    page.goto(f"{portal}/card/full")
    path = PICTURES / "code.png"
    page.screenshot(path=path)
    found = zxingcpp.read_barcode(Image.open(path))
    path.unlink()
    return found.text if found else ""


def _sign_in_staff(page: Page, portal: str) -> None:
    from passlib.totp import TOTP

    adviser = httpx.get(f"{portal}/demo/accounts.json").json()["staff"][0]
    page.goto(f"{portal}/staff")
    page.fill("input[name=email]", adviser["email"])
    page.fill("input[name=password]", adviser["password"])
    page.click("main button[type=submit]")
    page.fill("input[name=code]", TOTP(key=adviser["totp_secret"]).generate().token)
    page.click("main button[type=submit]")


def _shoot(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.screenshot(path=PICTURES / f"{name}.png")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
