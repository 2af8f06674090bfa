"""People on their way in, and the ways they have: for pages.py, as arranged.py."""

from typing import Any

from westminster.home import email_sign_in

EMAIL, ADDRESS = "amina.rahman@example.com", "192.0.2.1"


def coded(visitor: Any) -> None:
    """Somebody who asked for a code to sign in with."""
    visitor.sign_in(None, email_sign_in=email_sign_in.ask(EMAIL, ADDRESS))
