"""Every page there is, in each of its states. A page that is not here fails the tests (tests/test_register.py).

Each state is visited without script (pages.py's checks, words) and in the browser (axe at two widths and
in forced colours). To add one: a line here and, if it needs somebody or something, a function in arranged.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from a11y.arranged import code, code_for, holder, named, newcomer, nobody


class Visitor(Protocol):
    """Whoever looks at the page: tests' client or a browser."""

    def sign_in(self, account_id: int | None, **remembered: Any) -> None: ...


@dataclass(frozen=True)
class State:
    """`arrange` makes what the page shows, signs the visitor in if need be, and returns the values of the address.

    With `send`, the form of the page is filled in and sent, and the answer is the state (422 unless told otherwise).
    """

    endpoint: str
    name: str
    arrange: Callable[[Visitor], Mapping[str, Any] | None] = nobody
    send: Mapping[str, Any] | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.endpoint}: {self.name}"


STATES: list[State] = [
    State("home.front", "for a stranger"),
    State("home.front", "for somebody signed in", newcomer),
    State("home.contact", "the page"),
    State("home.accessibility", "the page"),
    State("home.privacy", "the page"),
    State("home.cookies", "the page"),
    State("services.index", "all of them"),
    State("services.show", "libraries", named(slug="libraries")),
    State("services.show", "City Save", named(slug="city-save")),
    State("services.show", "none of that name", named(slug="no-such"), status=404),
    State("auth.sign_in", "before"),
    State("auth.ask_sign_out", "on an own phone", newcomer),
    State("auth.signed_out", "after"),
    State("card.show", "ready", holder()),
    State("card.show", "suspended", holder("suspended")),
    State("card.show", "stopped", holder("stopped")),
    State("card.show", "out of date", holder("expired")),
    State("card.full", "the code alone", holder()),
    State("card.uses", "never looked up", holder()),
    State("card.uses", "looked up", holder(looked_up=True)),
    State("card.stop", "asked", holder()),
    State("card.stop", "no reason chosen", holder(), send={}),
    State("card.restore", "asked", holder("stopped")),
    State("card.replace", "asked", holder("stopped")),
    State("verification.show", "in date", code()),
    State("verification.show", "yes for a service", code_for("libraries")),
    State("verification.show", "a service nobody knows", code_for("no-such"), status=422),
    State("verification.show", "stopped", code("stopped")),
    State("verification.show", "suspended", code("suspended")),
    State("verification.show", "cut off", named(token="A1B2")),
    State("demo.index", "who you can be"),
    State("demo.outbox", "nothing sent"),
]

# GET routes that answer with something other than a page.
NO_PAGE: dict[str, str] = {
    "static": "files",
    "health.alive": "JSON",
    "health.ready": "JSON",
    "home.security_txt": "a text file",
    "auth.start": "goes to the provider",
    "auth.callback": "comes back from the provider; its problem page is in tests/accounts",
    "card_keys.jwks": "JSON",
    "card_keys.cose_keys": "CBOR",
    "card_keys.stopped": "a signed list",
    "demo.accounts": "JSON",
    "demo.outbox_json": "JSON",
    "demo.sign_in": "goes to the provider",
}
