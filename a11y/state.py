"""What a state of a page is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from a11y.arranged import nobody


class Visitor(Protocol):
    """Whoever looks at the page: tests' client or a browser."""

    def sign_in(self, account_id: int | None, **remembered: Any) -> None: ...


@dataclass(frozen=True)
class State:
    """`arrange` makes what the page shows, signs the visitor in if need be, and returns the values of the address.

    With `send`, the form of the page is filled in and sent, and the answer is the state (422 unless told
    otherwise). None in it takes a choice back. `button` is words on the button where there are several forms.
    """

    endpoint: str
    name: str
    arrange: Callable[[Visitor], Mapping[str, Any] | None] = nobody
    send: Mapping[str, Any] | None = None
    button: str | None = None
    status: int = 200

    @property
    def sent_status(self) -> int:
        return 422 if self.status == 200 else self.status

    def __str__(self) -> str:
        return f"{self.endpoint}: {self.name}"
