"""clamd for tests: one that speaks its protocol in a thread, and the real one with a signature of our own."""

import contextlib
import shutil
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

VIRUS = b"MYWESTMINSTER-HARMLESS-TEST-LETTER"  # of our own making: nothing else calls it one
NAME = "MyWestminster.Test.UNOFFICIAL"  # as clamd writes a signature that its makers did not sign
PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin")
START_SECONDS = 30


class _Asked(socketserver.StreamRequestHandler):
    server: "StandIn"

    def handle(self) -> None:
        if self.server.trouble == "hangs up":
            return
        assert self.rfile.read(10) == b"zINSTREAM\0"
        whole = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            whole += self.rfile.read(size)
            if len(whole) > self.server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.asked.append(whole)
        self.server.go_on.wait(30)
        self.wfile.write(self.server.trouble.encode() or self._found(whole))

    def _found(self, whole: bytes) -> bytes:
        return f"stream: {NAME} FOUND\0".encode() if VIRUS in whole else b"stream: OK\0"


class StandIn(socketserver.ThreadingTCPServer):
    """`trouble` is what it answers instead, or "hangs up"; `go_on` cleared: it does not answer; `asked`: the files."""

    daemon_threads = True
    trouble, most = "", 25_000_000

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.asked: list[bytes] = []
        self.go_on = threading.Event()
        self.go_on.set()

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Who asked went away."""


@contextlib.contextmanager
def stand_in() -> Iterator[StandIn]:
    with StandIn() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield running
        running.go_on.set()
        running.shutdown()
        thread.join()


def program() -> str | None:
    """Where clamd is on this machine."""
    return shutil.which("clamd") or next(
        (found for place in PLACES if (found := shutil.which("clamd", path=place))), None
    )


@contextlib.contextmanager
def real(folder: Path) -> Iterator[str]:
    """A clamd that knows one signature; its address. Its socket's path must be short."""
    clamd = shutil.copy(program() or "clamd", folder / "clamd")  # a copy: AppArmor keeps the one in its place from here
    (folder / "known").mkdir()
    (folder / "known" / "own.ndb").write_text(f"{NAME.removesuffix('.UNOFFICIAL')}:0:*:{VIRUS.hex()}\n")
    (folder / "conf").write_text(
        f"LocalSocket {folder}/s\nDatabaseDirectory {folder}/known\nTemporaryDirectory {folder}\nForeground yes\n"
    )
    log = folder / "log"
    with log.open("wb") as output:
        running = subprocess.Popen([clamd, "--config-file", str(folder / "conf")], stdout=output, stderr=output)
    try:
        ends = time.monotonic() + START_SECONDS
        while not (folder / "s").is_socket() and running.poll() is None and time.monotonic() < ends:
            time.sleep(0.02)
        assert (folder / "s").is_socket(), log.read_text()
        yield f"unix:{folder}/s"
    finally:
        running.kill()
        running.wait(30)


if __name__ == "__main__":
    raise SystemExit(program() is None)
