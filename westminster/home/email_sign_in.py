"""Sign in with an email address and a code that was sent to it: for residents without a provider.

Nobody is looked up before the code was right, so nothing can tell who has an account.
"""

from dataclasses import replace
from datetime import timedelta
from typing import TypedDict

from ..accounts import arrival, email_login
from ..accounts.emails import parse_email
from ..accounts.oidc import RESIDENT
from ..accounts.rules import NotSignedIn
from ..accounts.service import refuse
from ..accounts.tries import Tries, count, forget, hidden, network
from ..core.db import atomic
from ..core.errors import Refused
from ..core.ids import new_token
from ..core.settings import current
from ..core.words import N_, Words
from ..messages.codes import SPENT, check_code, send_code
from ..messages.rules import Contact, Notice

LASTS = timedelta(minutes=10)
# Why these figures: docs/decisions/015-email-accounts.md.
_TO_ONE_FROM_ONE_NETWORK = Tries("email-code", "email_and_network", 5, timedelta(minutes=10))
_TO_ONE = Tries("email-code", "email", 10, timedelta(minutes=30))
_FROM_ONE_NETWORK = Tries("email-code", "network", 100, timedelta(minutes=10))
_OF_ALL = Tries("email-code", "all", 1_000, timedelta(minutes=10))
_SIGNS_IN = N_(
    "%(code)s is your code to sign in to MyWestminster. It works for 10 minutes, and only in the browser where you "
    "asked for it. We never ask you for it. If you did not ask for it, you have nothing to do: nobody can sign in "
    "without it."
)


class Visit(TypedDict):
    """What the session keeps of somebody who asked for a code."""

    key: str
    email: str
    shared_computer: bool


def offered() -> bool:
    """Whether we can send codes at all."""
    return current().sends_messages


def ask(typed: str, address: str, *, shared_computer: bool = False, says: Words = _SIGNS_IN) -> Visit:
    """Send a code to the address somebody typed; `address` is the visitor's IP address. Raises Refused.

    `says` is the message, with a place for the code. The limits are the same whoever's address it is.
    """
    email, key = parse_email(typed), new_token()
    count(*layers(email, address), subject=f"realm:{RESIDENT}")
    notice = Notice(N_("Your code for MyWestminster"), says, secret=True)
    send_code(
        Contact("email", email),
        _name(key),
        about="nobody",
        lasts=LASTS,
        notice=lambda digits: replace(notice, body=says % {"code": digits}),
    )
    return Visit(key=key, email=email, shared_computer=shared_computer)


def check(visit: Visit, typed: str, address: str) -> None:
    """Take the code. Raises Refused."""
    try:
        check_code(_name(visit["key"]), typed)
    except Refused as refused:
        refuse(RESIDENT, "email_code_spent" if refused.words == SPENT else "email_code")
        raise
    forget(*layers(visit["email"], address)[:2])


def finish(visit: Visit, typed: str, address: str) -> None:
    """Take the code and sign in. Raises Refused, and NotSignedIn for who may not."""
    check(visit, typed, address)
    try:
        with atomic():
            arrival.enter(email_login.sign_in(visit["email"]), shared_computer=visit["shared_computer"])
    except NotSignedIn as error:
        refuse(RESIDENT, error.reason)
        raise


def layers(email: str, address: str) -> list[tuple[Tries, str]]:
    """What counts a code to `email` asked for at `address`: first the two that a right code begins anew."""
    here = network(address)
    own = [(_TO_ONE_FROM_ONE_NETWORK, hidden(email, here)), (_TO_ONE, hidden(email))]
    return [*own, (_FROM_ONE_NETWORK, hidden(here)), (_OF_ALL, "")]


def _name(key: str) -> str:
    return f"email:{key}"
