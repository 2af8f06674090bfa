"""The child process itself: it cannot hurt the portal, whatever becomes of it. Small programs stand in for it."""

import os
import select
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.evidence import made
from westminster.core.errors import Refused
from westminster.evidence import inspection, rules
from westminster.evidence.inspection import draw

JPEG = made.picture("JPEG")
CONFINED = "import os, sys; from westminster.evidence import child; child._confine(); "


def run(program, chunks=(b"x" * 200_000,), seconds=20.0):
    """What the portal gets of a child that does this."""
    return [page.jpeg for page in draw(chunks, "image/jpeg", (sys.executable, "-c", program), seconds)]


def framed(page, hard_to_read=b"\0"):
    return len(page).to_bytes(4) + hard_to_read + page


def frames(*pages):
    """A program that answers with these pages."""
    data = b"".join(framed(page) for page in pages)
    return f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({data!r})"


def test_pages_come_in_order():
    assert run(frames(JPEG, JPEG + b"2")) == [JPEG, JPEG + b"2"]


@pytest.mark.parametrize(
    "program",
    [
        "raise SystemExit(1)",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "import os; os.close(0); os._exit(0)",
        "import sys; sys.stdin.buffer.read()",
        frames(JPEG) + "; raise SystemExit(1)",
        frames(JPEG) + "; sys.stdout.buffer.write(b'\\0\\0\\1\\0\\0' + b'cut off')",
        frames(b"<script>alert(1)</script>"),
        frames(JPEG, b""),
        frames(*[JPEG] * 31),
        "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(b'\\xff' * 100_000_000)",
        CONFINED + "bytearray(2_000_000_000)",
    ],
)
def test_a_child_that_goes_wrong_is_a_refusal(program):
    with pytest.raises(Refused) as caught:
        run(program)
    assert caught.value.words == rules.FAILED


@pytest.mark.parametrize(
    "program",
    [
        "import time; time.sleep(60)",
        "import sys, time; sys.stdin.read(); time.sleep(60)",
        "while True: print('x' * 1000)",
    ],
)
def test_a_child_that_hangs_is_stopped(program):
    started = time.monotonic()
    with pytest.raises(Refused):
        run(program, seconds=0.5)
    assert time.monotonic() - started < 10


def test_what_a_child_leaves_behind_ends_with_it():
    """It also holds the end of the pipe, so that without it we would wait for what never comes."""
    left = "import os, time\nleft = os.fork()\nif not left: time.sleep(60)\n"
    told = f"import sys; page = {JPEG!r} + str(left).encode(); sys.stdin.buffer.read()\n"
    told += "sys.stdout.buffer.write(len(page).to_bytes(4) + b'\\0' + page)"
    started = time.monotonic()
    (page,) = run(left + told, seconds=1)
    assert time.monotonic() - started < 10
    assert ends(int(page.removeprefix(JPEG)))


def ends(pid: int) -> bool:
    """Within ten seconds: a process that was killed may still be there until it is its turn."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], 10)[0])
    finally:
        os.close(process)


def test_an_upload_that_ends_early_ends_the_child():
    def cut_off():
        yield b"x" * 100_000
        raise Refused(rules.TOO_LARGE)

    with pytest.raises(Refused) as caught:
        run("import sys, time; sys.stdin.read(); time.sleep(60)", cut_off())
    assert caught.value.words == rules.TOO_LARGE


def test_the_child_has_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    told = frames(JPEG) + "; import os; raise SystemExit(1 if 'SECRET_KEY' in os.environ else 0)"
    assert run(told) == [JPEG]


@pytest.mark.parametrize(
    ("deed", "answer"),
    [
        ("open('/etc/passwd')", "OSError"),
        ("open('/tmp/left-behind', 'w')", "OSError"),
        ("__import__('_socket').socket()", "OSError"),
        ("os.pipe()", "OSError"),
        ("bytearray(2_000_000_000)", "MemoryError"),
    ],
)
def test_the_confined_child_reaches_nothing(deed, answer):
    program = f"import _socket; {CONFINED}sys.stdin.buffer.read()\ntry: {deed}\nexcept {answer}: "
    assert run(program + f"sys.stdout.buffer.write({framed(JPEG)!r})") == [JPEG]


def test_two_files_are_opened_at_once_two_wait_and_more_are_sent_away():
    """So that threads are left for everybody else's pages."""
    in_hand = [draw([b""], "image/jpeg", (sys.executable, "-c", frames(JPEG)), 20) for _ in range(2)]
    for pages in in_hand:
        next(pages)
    with ThreadPoolExecutor() as pool:
        in_line = [pool.submit(run, frames(JPEG)) for _ in range(2)]
        while inspection._line._value:
            time.sleep(0.01)
        with pytest.raises(Refused) as caught:
            run(frames(JPEG))
        assert [list(pages) for pages in in_hand] == [[], []]
    assert caught.value.words == rules.BUSY
    assert [waited.result() for waited in in_line] == [[JPEG], [JPEG]]


def test_real_children_read_real_files():
    assert len(list(draw([made.pdf()], "application/pdf"))) == 1
    assert len(list(draw([made.picture()], "image/png"))) == 1
