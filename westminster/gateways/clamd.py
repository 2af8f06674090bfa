"""Asking clamd, ClamAV's daemon, whether there is a virus in a file: INSTREAM of its manual page, clamd(8)."""

import re
import socket
import struct
import time
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import urlsplit

from ..core import settings
from ..core.errors import GatewayDown
from ..core.settings import SettingsError

SYSTEM = "clamd"
TIMEOUT_SECONDS = 5
MAX_ANSWER = 1_000  # bytes
MAX_NAME = 100  # characters of what was found
_ANSWER = re.compile(rb"stream: (?:(OK)|([^\0]+) FOUND)\0")


def connect() -> "Clamd | None":
    """The one of CLAMD_ADDRESS, None without it. Raises SettingsError."""
    address = settings.current().clamd_address
    return Clamd(address) if address else None


class Clamd:
    """`timeout` is for all of one question."""

    def __init__(self, address: str, timeout: float = TIMEOUT_SECONDS) -> None:
        self._place, self._timeout = place(address), timeout

    def virus_in(self, chunks: Iterable[bytes]) -> str | None:
        """The name of the one that was found first, None for none. Raises GatewayDown, and what `chunks` raises."""
        ends = time.monotonic() + self._timeout
        try:
            with self._opened() as line:
                for piece in _asked(chunks):
                    _wait_until(ends, line)
                    line.sendall(piece)
                answer = _answer(line, ends)
        except OSError as error:
            raise GatewayDown(SYSTEM) from error
        if not (said := _ANSWER.fullmatch(answer)):  # also when it takes no files of this size
            raise GatewayDown(SYSTEM) from ValueError(answer)
        return None if said[1] else said[2].decode("ascii", "replace")[:MAX_NAME]

    def _opened(self) -> socket.socket:
        if isinstance(self._place, tuple):
            return socket.create_connection(self._place, self._timeout)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(self._timeout)
            line.connect(self._place)
        except OSError:
            line.close()
            raise
        return line


def place(address: str) -> str | tuple[str, int]:
    """The path of unix:/a/socket, or host and port of tcp://host:port. Raises SettingsError."""
    parts = urlsplit(address)
    if parts.scheme == "unix" and parts.path.startswith("/"):
        return parts.path
    with suppress(ValueError):  # no port there is
        if parts.scheme == "tcp" and parts.hostname and parts.port:
            return parts.hostname, parts.port
    raise SettingsError("CLAMD_ADDRESS must be unix:/path/of/the.socket or tcp://host:port")


def _asked(chunks: Iterable[bytes]) -> Iterable[bytes]:
    """The question: each chunk after its length, and nothing as the last."""
    yield b"zINSTREAM\0"
    for chunk in chunks:
        yield struct.pack(">I", len(chunk)) + chunk
    yield struct.pack(">I", 0)


def _answer(line: socket.socket, ends: float) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < MAX_ANSWER:
        _wait_until(ends, line)
        more = line.recv(MAX_ANSWER)
        if not more:
            break
        answer += more
    return answer


def _wait_until(ends: float, line: socket.socket) -> None:
    """What is sent or read next may take until `ends`. Raises TimeoutError."""
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)
