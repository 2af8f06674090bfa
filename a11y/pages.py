"""Every page there is, in each of its states. A page that is not here fails the tests (tests/test_register.py).

Each state is visited without script (pages.py's checks, words) and in the browser (axe at two widths and
in forced colours). To add one: a line here and, if it needs somebody or something, a function in arranged.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from a11y import arranged


class Visitor(Protocol):
    """Whoever looks at the page: tests' client or a browser."""

    def sign_in(self, account_id: int) -> None: ...


@dataclass(frozen=True)
class State:
    """`arrange` makes what the page shows, signs the visitor in if need be, and returns the values of the address.

    With `send`, the form of the page is filled in and sent, and the answer is the state (422 unless told otherwise).
    """

    endpoint: str
    name: str
    arrange: Callable[[Visitor], Mapping[str, Any] | None] = arranged.nobody
    send: Mapping[str, Any] | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.endpoint}: {self.name}"


STATES: list[State] = [
    State("home.front", "first visit"),
]

# GET routes that answer with something other than a page.
NO_PAGE: dict[str, str] = {}
