"""The server of the comparison: gunicorn, sync, two workers, the same for the yardstick and for the portal."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from .city import ROOT

WORKERS, START_SECONDS = 2, 60


@contextmanager
def serving(target: str, port: int, environ: Mapping[str, str]) -> Iterator[None]:
    """`target` as gunicorn takes it, "app:app", until the block ends."""
    options = ("--workers", str(WORKERS), "--bind", f"127.0.0.1:{port}", "--log-level", "error")
    child = subprocess.Popen([sys.executable, "-m", "gunicorn", *options, target], cwd=ROOT, env=dict(environ))
    try:
        _wait_for(port, child)
        yield
    finally:
        child.terminate()
        child.wait()


def _wait_for(port: int, child: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and child.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("bench: the server did not start")
