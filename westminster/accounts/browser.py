"""The session of the browser at hand: nothing is read before it is needed, no row is made before a write."""

import hmac
import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from flask import request, session
from flask.sessions import SessionMixin
from flask_wtf.csrf import generate_csrf

from ..core.clock import now
from ..core.db import CONNECTION_LOST, atomic
from ..core.errors import TooMany
from ..core.limits import allow
from . import store
from .device_rules import device_of
from .rules import GOOD_FOR, SIGNED_IN, warns_after
from .seal import key_of
from .tries import Tries, hidden, network

TOKEN_BYTES = 32
# Those who have a session go on. Why these figures: docs/decisions/016-sessions-people-see.md.
_AT_ONE_ADDRESS = Tries("new-session", "address", 1_000, timedelta(minutes=5))
_OF_ALL = Tries("new-session", "all", 10_000, timedelta(minutes=5))
log = logging.getLogger("westminster.sessions")


@dataclass(frozen=True)
class Ends:
    """`at`, when nothing more is done, and `latest`; the seconds until then."""

    at: datetime
    latest: datetime
    token: str  # proof that a page of this session asks to stay; cheaper than a CSRF token, as every page has it

    @property
    def seconds(self) -> int:
        return int((self.at - now()).total_seconds())

    @property
    def latest_seconds(self) -> int:
        return int((self.latest - now()).total_seconds())

    @property
    def warns_after(self) -> int:
        """The minutes in the name of the class of the warning without script."""
        return warns_after(self.seconds)


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
        found = store.find(self._token, hold=hold) if self._token else None
        self._stored = found if found and found.expires_at > now() else None
        self._data = self._stored.data if self._stored else _left_behind(found)

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
    def way_id(self) -> int | None:
        """The account they signed in with, which may be joined into that of `account_id`; None for nobody."""
        self._values()
        return (self._stored.way_id or self._stored.account_id) if self._stored else None

    @property
    def realm(self) -> str | None:
        self._values()
        return self._stored.realm if self._stored else None

    @property
    def shared_computer(self) -> bool:
        self._values()
        return bool(self._stored and self._stored.shared_computer)

    @property
    def ends(self) -> "Ends | None":
        """When the session of whoever is signed in here ends; None when nobody is."""
        self._values()
        here = self._stored
        if here is None or here.realm not in SIGNED_IN:
            return None
        used = now() if now() - here.seen_at >= store.SEEN_EVERY else here.seen_at  # as `seen` will write it
        if "csrf_token" not in here.data:
            generate_csrf()  # keeps it in this session
        token = hmac.digest(here.data["csrf_token"].encode(), b"stay", "sha256").hex()
        return Ends(min(used + here.allowed.idle, here.ends_at), here.ends_at, token)

    @property
    def is_proved(self) -> bool:
        """Whether somebody proved here a moment ago who they are: enough for what is dangerous."""
        self._values()
        proved_at = self._stored.proved_at if self._stored else None
        return proved_at is not None and now() - proved_at < GOOD_FOR

    def begin(
        self,
        account_id: int,
        data: dict[str, Any] | None = None,
        *,
        shared_computer: bool = False,
        proved: bool = True,
        way_id: int | None = None,
    ) -> None:
        """Sign `account_id` in: a new session with a new id. The old one ends and nothing of it is carried over.

        So nobody who knew the old id, or sat here before, has a part in the new one. What the same account typed
        before it was signed out is given back to it, see `core.answers`. `way_id`: see Session.
        """
        own = account_id in (self.account_id, self.get("was")) and "answers" in self
        kept = {"answers": self["answers"]} if own else {}
        self.end()
        self._token = secrets.token_bytes(TOKEN_BYTES)
        store.add(
            self._token,
            {**(data or {}), **kept},
            account_id,
            shared_computer=shared_computer,
            device=device_of(request.user_agent.string),
            proved=proved,
            way_id=way_id,
        )
        self._load()
        self.cookie = self._token

    def renew(self, *, proved: bool = False) -> None:
        """A new id for the same session: what may be done here has changed, or somebody `proved` who they are."""
        self._values()
        token = secrets.token_bytes(TOKEN_BYTES)
        if self._stored and store.move(self._stored, token):
            self._token = self.cookie = token
            if proved:
                store.prove(self.key)
                self._stored.proved_at = now()

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
        """Write what changed. A session that was ended in the meantime stays ended. Raises TooMany."""
        self.modified = False
        if self._stored and self._stored.renew:
            self.renew()
        elif self._stored:
            store.keep(self._stored)
        elif self._data:
            self._token = secrets.token_bytes(TOKEN_BYTES)
            with atomic():
                _count_strangers()
                store.add(self._token, self._data)
            self._load()
            self.cookie = self._token

    def seen(self) -> None:
        """Put off the end, if the session was looked at. What cannot be written now is no reason to refuse a page."""
        if self._stored:
            try:
                self.renew() if self._stored.renew else store.see(self._stored)
            except CONNECTION_LOST as error:
                log.warning("not marked as seen: %s", type(error).__name__)


def _left_behind(ended: store.Stored | None) -> dict[str, Any]:
    """What we still know in a browser whose session has ended of itself: whose it was, and the key of its forms.

    So a form that was open for too long is known to be theirs, and what is typed in it waits for nobody else.
    """
    if ended is None or ended.account_id is None or "csrf_token" not in ended.data:
        return {}
    on_shared = {"was_shared": True} if ended.shared_computer else {}
    return {"was": ended.account_id, "csrf_token": ended.data["csrf_token"], **on_shared}


def _count_strangers() -> None:
    """Anybody can make rows by opening forms, but not so many that they fill the table. Raises TooMany."""
    for tries, whose in ((_AT_ONE_ADDRESS, hidden(network(request.remote_addr or ""))), (_OF_ALL, "")):
        if not allow(tries.key(whose), tries.most, tries.per):
            log.warning("too many new sessions: %s", tries.name)
            raise TooMany(tries.per)
