"""Runs the child process that opens a stranger's file, so that the portal never does."""

import json
import logging
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import BoundedSemaphore, Timer
from typing import IO, cast

from ..core.errors import Refused
from .limits import MAX_PAGES, Reason
from .rules import BUSY, FAILED, FIELD, TYPES, UNFIT

ROOT = Path(__file__).resolve().parents[2]
CHILD = (sys.executable, "-E", "-s", "-B", "-m", "westminster.evidence.child")
SECONDS = 30
MAX_PAGE_BYTES = 16 * 1024 * 1024  # more than noise fills at the size we keep
# A child may take 768 MB, and a file in hand or in line holds one of the server's eight threads.
_children, _line = BoundedSemaphore(2), BoundedSemaphore(4)
log = logging.getLogger("westminster.evidence")


def draw(
    chunks: Iterable[bytes], media_type: str, command: Sequence[str] = CHILD, seconds: float = SECONDS
) -> Iterator[bytes]:
    """The pages of a file as JPEG, one at a time. Raises Refused, also after some pages."""
    if not _line.acquire(blocking=False):
        raise Refused(BUSY, FIELD)
    try:
        with _children:
            yield from _drawn(chunks, [*command, media_type], seconds)
    finally:
        _line.release()


def _drawn(chunks: Iterable[bytes], command: list[str], seconds: float) -> Iterator[bytes]:
    """The environment is empty: the child has no secrets to lose."""
    with Popen(  # noqa: S603  # our own program; its argument is from a table
        command, cwd=ROOT, env={}, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    ) as child:
        stdin, stdout = cast("tuple[IO[bytes], IO[bytes]]", (child.stdin, child.stdout))
        watch = Timer(seconds, child.kill)
        watch.start()
        try:
            _feed(stdin, chunks)
            whole = yield from _pages(stdout)
            stdout.close()
            status = child.wait()
        finally:
            watch.cancel()
            child.kill()
            with suppress(BrokenPipeError):
                stdin.close()
    if status or not whole:
        raise _refusal(status, command[-1])


def _feed(stdin: IO[bytes], chunks: Iterable[bytes]) -> None:
    with suppress(BrokenPipeError):  # it has ended already; its exit status says why
        for chunk in chunks:
            stdin.write(chunk)
        stdin.close()


def _pages(stdout: IO[bytes]) -> Generator[bytes, None, bool]:
    """Whether all was as it should be: the child has read a stranger's file, so it is not believed."""
    number = 0
    while head := stdout.read(4):
        number, size = number + 1, int.from_bytes(head)
        page = stdout.read(min(size, MAX_PAGE_BYTES))
        if number > MAX_PAGES or len(page) < size or not page.startswith(TYPES["image/jpeg"][0]):
            return False
        yield page
    return number > 0


def _refusal(status: int, media_type: str) -> Refused:
    if status in UNFIT:
        return Refused(UNFIT[Reason(status)], FIELD)
    log.warning(json.dumps({"evidence": "child failed", "type": media_type, "status": status}))
    return Refused(FAILED, FIELD)
