"""Bodies that come slowly, or not to their end: nobody else waits, nothing is half done."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.conftest import Engine
from tests.robust.serving import Served, flask, url_of
from tests.robust.walk import changed, rows

pytestmark = pytest.mark.own_database
SLOW, OTHERS = 400, 25


@pytest.fixture
def served(engine: Engine, db: Any, tmp_path: Path) -> Iterator[Served]:
    with flask("serve", tmp_path, url_of(engine, db)) as running:
        yield running


def head(served: Served, length: int, cookie: str = "") -> bytes:
    host, port = served.place
    lines = [
        "POST /stop HTTP/1.1",
        f"Host: {host}:{port}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {length}",
        f"Cookie: {cookie}",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def test_400_slow_bodies_hold_nobody_up(served: Served):
    """Broken once: under waitress's own defaults (connection_limit 100) nobody else was answered here."""
    with ExitStack() as stack:
        slow = [stack.enter_context(served.connect()) for _ in range(SLOW)]
        for one in slow:
            one.sendall(head(served, 1_000) + b"contact=")
        browser = stack.enter_context(served.browser())
        for n in range(OTHERS):
            for one in slow[n::OTHERS]:
                one.sendall(b"a")
            assert browser.get("/contact", headers={"Connection": "close"}).status_code == 200
        for one in slow[:3]:  # they are still heard to their end
            one.sendall(b"a" * 991)
            assert one.recv(100).startswith(b"HTTP/1.1 400 ")
    assert served.process.poll() is None


def test_a_body_cut_off_anywhere_leaves_nothing(served: Served):
    with served.browser() as browser:
        page = browser.get("/stop")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1)
        cookie = f"session={page.cookies['session']}"
        body = urlencode({"csrf_token": token, "contact": "amina@example.com"}).encode()
        before = rows()
        for end in [*range(0, len(body), 9), len(body) - 1]:
            with served.connect() as cut:
                cut.sendall(head(served, len(body), cookie) + body[:end])
        assert browser.get("/contact").status_code == 200
        assert changed(before, rows()) == set()
        with served.connect() as whole:
            whole.sendall(head(served, len(body), cookie) + body)
            assert whole.recv(100).startswith(b"HTTP/1.1 303 ")
        assert "security_code" in changed(before, rows()), "the whole body does something"


ODD = {
    "a NUL in the address": b"GET /card%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "broken bytes in the address": b"GET /\xff%ff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "broken bytes in the query": b"GET /?a=\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "another site's address": b"GET http://elsewhere.example/ HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
    "a header in a header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\r b: c\r\n\r\n",
    "no request line": b"\r\n\r\n",
    "not HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(40) + b"\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two lengths": b"POST /stop HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 9\r\n\r\na",
    "a length below zero": b"POST /stop HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    "a length and chunks": b"POST /stop HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a chunk of no size": b"POST /stop HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    "a header of 300 kB": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 300_000 + b"\r\n\r\n",
    "more than the server takes": b"POST /stop HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 999999999999\r\n\r\n",
}


def test_what_is_no_request_is_refused_and_the_server_lives(served: Served):
    for what, sent in ODD.items():
        with served.connect() as odd:
            odd.sendall(sent)
            odd.shutdown(socket.SHUT_WR)
            answer = odd.recv(4_000)
        assert not answer or re.match(rb"HTTP/1\.[01] 4\d\d ", answer), f"{what}: {answer[:80]!r}"
        assert b"Traceback" not in answer, what
        assert b"waitress" not in answer, what
    with served.browser() as browser:
        assert browser.get("/contact").status_code == 200
