"""How many of this process wait for one provider: when it hangs, threads are left for every other page."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from ..core.errors import GatewayDown

# Of the server's eight threads; two are left when both realms' providers hang.
AT_ONCE = {"resident": 4, "staff": 2}
PATIENCE_SECONDS, LONG_SECONDS = 1, 15
log = logging.getLogger("westminster.sign_in")


class Visits:
    """A class in a library signs in at once, so who finds all places taken waits for one; when that was for nothing,
    nobody waits for a while.
    """

    def __init__(self, at_once: int) -> None:
        self._places = BoundedSemaphore(at_once)
        self._long_until = 0.0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Raises GatewayDown where there is no place."""
        patience = PATIENCE_SECONDS if time.monotonic() >= self._long_until else 0
        if not self._places.acquire(timeout=patience):
            if patience:
                log.warning("all places are taken by those who wait for the provider")
                self._long_until = time.monotonic() + LONG_SECONDS
            raise GatewayDown("sign-in")
        try:
            yield
        finally:
            self._places.release()
