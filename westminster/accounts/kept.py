"""A document of another system: kept as long as it may be, and longer while that system does not answer."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import requests

from ..core.clock import now
from ..core.errors import GatewayDown

ASK_AGAIN_AFTER = timedelta(seconds=15)
JUNK = (ValueError, TypeError, KeyError, RecursionError)
log = logging.getLogger("westminster.sign_in")


class Unfit(Exception):
    """A document that we must not use. The text says why and goes into the log."""


class Kept:
    """`fetch` gives the document and how long it may be kept; safe among threads."""

    def __init__(self, name: str, fetch: Callable[[], tuple[dict[str, Any], timedelta]]) -> None:
        self._name = name
        self._fetch = fetch
        self._document: dict[str, Any] | None = None
        self._asked_at: datetime | None = None
        self._due_at: datetime | None = None
        self._lock = threading.Lock()

    def get(self) -> dict[str, Any]:
        """The document, asked for when it is due. Raises GatewayDown when there is none at all."""
        if self._is_due() and self._lock.acquire(blocking=self._document is None):
            try:
                if self._is_due():
                    self._ask()
            finally:
                self._lock.release()
        if self._document is None:
            raise GatewayDown("sign-in")
        return self._document

    def get_newer(self) -> dict[str, Any]:
        """The document, asked for now unless that was done a moment ago."""
        if self._asked_at is None or now() - self._asked_at >= ASK_AGAIN_AFTER:
            self._due_at = None
        return self.get()

    def _is_due(self) -> bool:
        """Also when the clock was put back."""
        return not (self._asked_at and self._due_at and self._asked_at <= now() < self._due_at)

    def _ask(self) -> None:
        self._asked_at = now()
        try:
            self._document, lifetime = self._fetch()
        except Unfit as error:
            log.warning("%s: %s", self._name, error)
            lifetime = ASK_AGAIN_AFTER
        except (requests.RequestException, *JUNK) as error:
            log.warning("%s: %s", self._name, type(error).__name__)
            lifetime = ASK_AGAIN_AFTER
        self._due_at = now() + lifetime
