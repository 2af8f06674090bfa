"""Runs the child process that opens a stranger's file, so that the portal never does."""

import json
import logging
import os
import signal
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import BoundedSemaphore, Timer
from typing import IO, cast

from ..core.errors import Refused
from .limits import MAX_PAGES, Page, Reason
from .rules import BUSY, FAILED, FIELD, JPEG, UNFIT

ROOT = Path(__file__).resolve().parents[2]
CHILD = (sys.executable, "-E", "-s", "-B", "-m", "westminster.evidence.child")
SECONDS = 30
MAX_PAGE_BYTES = 16 * 1024 * 1024  # more than noise fills at the size we keep
# A child may take 768 MB, and a file in hand or in line holds one of the server's eight threads.
_children, _line = BoundedSemaphore(2), BoundedSemaphore(4)
log = logging.getLogger("westminster.evidence")


def draw(
    chunks: Iterable[bytes], media_type: str, command: Sequence[str] = CHILD, seconds: float = SECONDS
) -> Iterator[Page]:
    """The pages of a file as JPEG, one at a time. Raises Refused, also after some pages."""
    if not _line.acquire(blocking=False):
        raise Refused(BUSY, FIELD)
    try:
        with _children:
            yield from _drawn(chunks, [*command, media_type], seconds)
    finally:
        _line.release()


def _drawn(chunks: Iterable[bytes], command: list[str], seconds: float) -> Iterator[Page]:
    """The environment is empty: the child has no secrets to lose. It leads a group, which ends with it."""
    with Popen(  # noqa: S603  # our own program; its argument is from a table
        command, cwd=ROOT, env={}, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
    ) as child:
        stdin, stdout = cast("tuple[IO[bytes], IO[bytes]]", (child.stdin, child.stdout))
        watch = Timer(seconds, _end, (child,))
        watch.start()
        try:
            _feed(stdin, chunks)
            whole = yield from _pages(stdout)
            stdout.close()
            # Not `wait`: until the group is ended, its number must be nobody else's.
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        finally:
            watch.cancel()
            _end(child)
            with suppress(BrokenPipeError):
                stdin.close()
        status = child.wait()
    if status or not whole:
        raise _refusal(status, command[-1])


def _end(child: Popen[bytes]) -> None:
    """With all that it started. Nothing is left of a group that has ended."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _feed(stdin: IO[bytes], chunks: Iterable[bytes]) -> None:
    with suppress(BrokenPipeError):  # it has ended already; its exit status says why
        for chunk in chunks:
            stdin.write(chunk)
        stdin.close()


def _pages(stdout: IO[bytes]) -> Generator[Page, None, bool]:
    """Whether all was as it should be: the child has read a stranger's file, so it is not believed."""
    number = 0
    while head := stdout.read(5):
        number, size = number + 1, int.from_bytes(head[:4])
        page = stdout.read(min(size, MAX_PAGE_BYTES))
        if number > MAX_PAGES or len(page) < size or not page.startswith(JPEG):
            return False
        yield Page(page, head[4:] == b"\1")
    return number > 0


def _refusal(status: int, media_type: str) -> Refused:
    if status in UNFIT:
        return Refused(UNFIT[Reason(status)], FIELD)
    log.warning(json.dumps({"evidence": "child failed", "type": media_type, "status": status}))
    return Refused(FAILED, FIELD)
