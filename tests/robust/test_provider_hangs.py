"""A provider that takes calls and never answers: whoever does not sign in does not notice."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Engine
from tests.robust.serving import Served, flask, url_of
from westminster.accounts.strict import TIMEOUT_SECONDS

pytestmark = pytest.mark.own_database
WAITING = 24  # three times as many as the server has threads


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a provider that takes every call, as the kernel does for it, and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as provider:
        yield f"http://127.0.0.1:{provider.getsockname()[1]}"


@pytest.fixture
def served(engine: Engine, db: Any, tmp_path: Path, silent: str) -> Iterator[Served]:
    names = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
    settings = dict(zip((f"RESIDENT_OIDC_{name}" for name in names), (silent, "us", "a secret"), strict=True))
    with flask("serve", tmp_path, url_of(engine, db), **settings) as running:
        yield running


def test_public_pages_wait_for_no_provider(served: Served):
    """Broken once: without places in `Visits` this page came when the provider was given up, and no sooner."""
    with ExitStack() as stack:
        signing_in = [stack.enter_context(served.connect()) for _ in range(WAITING)]
        host, port = served.place
        for one in signing_in:
            one.sendall(f"GET /auth/resident/start HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        began = time.monotonic()
        browser = stack.enter_context(served.browser())
        assert browser.get("/contact").status_code == 200
        assert time.monotonic() - began < TIMEOUT_SECONDS[1]
        for one in signing_in:
            assert one.recv(100).startswith(b"HTTP/1.1 503 ")
