"""The session of the browser at hand: nothing is read before it is needed, no row is made before a write."""

import logging
import secrets
from collections.abc import Iterator
from typing import Any, cast

from flask import session
from flask.sessions import SessionMixin

from ..core.db import CONNECTION_LOST, atomic
from . import store
from .seal import key_of

TOKEN_BYTES = 32
log = logging.getLogger("westminster.sessions")


def this_browser() -> "BrowserSession":
    """Flask's `session`, by its own type."""
    return cast(BrowserSession, session)


class BrowserSession(SessionMixin):
    """The session of one browser. As with Flask's own, a change inside a value needs `modified = True`."""

    modified = False

    def __init__(self, token: bytes | None) -> None:
        self._token = token
        self._stored: store.Stored | None = None
        self._data: dict[str, Any] | None = None
        self.cookie: bytes | None = None  # what the answer must give the browser; b"" takes it away

    def _values(self) -> dict[str, Any]:
        if self._data is None:
            self._load()
        assert self._data is not None  # noqa: S101  # set by _load
        return self._data

    def _load(self, *, hold: bool = False) -> None:
        self._stored = store.find(self._token, hold=hold) if self._token else None
        self._data = self._stored.data if self._stored else {}

    def __getitem__(self, name: str) -> Any:
        return self._values()[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._values()[name] = value
        self.modified = True

    def __delitem__(self, name: str) -> None:
        del self._values()[name]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._values())

    def __len__(self) -> int:
        return len(self._values())

    @property
    def key(self) -> str:
        """The row of a session that was begun or found. Raises LookupError for a browser without one."""
        if self._token is None:
            raise LookupError("no session")
        return key_of(self._token)

    @property
    def account_id(self) -> int | None:
        """Who is signed in here, None for nobody."""
        self._values()
        return self._stored.account_id if self._stored else None

    @property
    def realm(self) -> str | None:
        self._values()
        return self._stored.realm if self._stored else None

    @property
    def shared_computer(self) -> bool:
        self._values()
        return bool(self._stored and self._stored.shared_computer)

    def begin(self, account_id: int, data: dict[str, Any] | None = None, *, shared_computer: bool = False) -> None:
        """Sign `account_id` in: a new session with a new id. The old one ends and nothing of it is carried over.

        So nobody who knew the old id, or sat here before, has a part in the new one.
        """
        self.end()
        self._token = secrets.token_bytes(TOKEN_BYTES)
        store.add(self._token, data or {}, account_id, shared_computer=shared_computer)
        self._load()
        self.cookie = self._token

    def end(self) -> None:
        """Sign out: the row goes, and with it every copy of the cookie."""
        if self._token:
            store.end(key_of(self._token))
        self._token, self._stored, self._data, self.cookie = None, None, {}, b""
        self.modified = False

    def take(self, name: str, key: str) -> Any:
        """Take `key` out of the dict kept as `name`, at once: of requests at the same time one gets it, the others None."""
        if key not in self.get(name, {}):
            return None
        with atomic():
            self._load(hold=True)
            value = self.get(name, {}).pop(key, None)
            self.save()
        return value

    def save(self) -> None:
        """Write what changed. A session that was ended in the meantime stays ended."""
        self.modified = False
        if self._stored:
            store.keep(self._stored)
        elif self._data:
            self._token = secrets.token_bytes(TOKEN_BYTES)
            store.add(self._token, self._data)
            self._load()
            self.cookie = self._token

    def seen(self) -> None:
        """Put off the end, if the session was looked at. What cannot be written now is no reason to refuse a page."""
        if self._stored:
            try:
                store.see(self._stored)
            except CONNECTION_LOST as error:
                log.warning("not marked as seen: %s", type(error).__name__)
