"""What a browser calls itself, and the words it gets here."""

import pytest

from westminster.accounts.device_rules import device_of, name_of

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "device", "name"),
    [
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/140.0.0.0 Safari/537.36",
            "Chrome/Windows",
            "Chrome on Windows",
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge/Windows",
            "Edge on Windows",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 15; SM-S911B) {WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
            "Samsung Internet/Android",
            "Samsung Internet on Android",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {WEBKIT} CriOS/140.0 Mobile/15E148 Safari/604.1",
            "Chrome/iPhone",
            "Chrome on iPhone",
        ),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Version/18.0 Safari/605.1.15",
            "Safari/Mac",
            "Safari on Mac",
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64 1) Chrome/140.0.0.0 Safari/537.36",
            "Chrome/Chromebook",
            "Chrome on Chromebook",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox/Linux", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Thing/1", "/Windows", "A browser on Windows"),
        ("Firefox/140.0", "Firefox/", "Firefox"),
        ("curl/8.0", None, "A browser we do not know"),
        ("", None, "A browser we do not know"),
        ("<script>alert(1)</script>" * 100, None, "A browser we do not know"),
    ],
)
def test_a_browser_is_called_what_people_call_it(user_agent, device, name):
    assert device_of(user_agent) == device
    assert str(name_of(device)) == name
