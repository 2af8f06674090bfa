"""`make run`, as somebody at a terminal sees it."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.browser.conftest import free_port

ROOT = Path(__file__).parents[2]
READY_SECONDS, STOP_SECONDS = 90, 20


class Launched:
    def __init__(self, process: "subprocess.Popen[str]", address: str):
        self.process = process
        self.address = address
        self.said = self._read()

    def _read(self) -> list[str]:
        """What it says until it has said all."""
        said = []
        for line in self.process.stdout:
            said.append(line.rstrip())
            if line.startswith("Ctrl-C"):
                break
        return said

    def parts(self) -> dict[str, int]:
        """The numbers of the processes it started, by their last word."""
        number = self.process.pid
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        return {Path(f"/proc/{child}/cmdline").read_text().split("\0")[-2]: int(child) for child in children}

    def ends(self) -> int:
        return self.process.wait(STOP_SECONDS)

    def sign_in(self, persona: str) -> httpx.Response:
        with httpx.Client(follow_redirects=True, trust_env=False, timeout=20) as browser:
            return browser.get(f"{self.address}/demo/sign-in/{persona}")


@contextmanager
def launched(folder: Path, port: int) -> Iterator[Launched]:
    environ = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    environ |= {"STATE_DIR": str(folder), "PORT": str(port)}
    command = [sys.executable, "-m", "westminster.demo.launch"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield Launched(process, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


def gone(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def port() -> int:
    return free_port()


def test_it_comes_up_signs_people_in_keeps_them_and_ends_whole(tmp_path: Path, port: int):
    with launched(tmp_path, port) as first:
        assert f"Who you can be: {first.address}/demo" in first.said
        assert f"{first.address}/demo/sign-in/amina-rahman" in " ".join(first.said)
        assert first.sign_in("amina-rahman").status_code == 200
        parts = first.parts()
        first.process.send_signal(signal.SIGINT)
        assert first.ends() == 0
    assert len(parts) == 3
    assert all(gone(number) for number in parts.values())
    with launched(tmp_path, port) as second:
        assert str(second.sign_in("amina-rahman").url).startswith(second.address)
        second.process.terminate()
        assert second.ends() == 0
    with closing(sqlite3.connect(tmp_path / "westminster.db")) as db:
        accounts = db.execute("SELECT count(*) FROM account WHERE subject = 'demo-amina-rahman'").fetchone()
    assert accounts == (1,), "the second start knows who came at the first"
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_when_a_part_dies_all_of_it_ends_and_says_so(tmp_path: Path, port: int):
    with launched(tmp_path, port) as running:
        parts = running.parts()
        os.kill(parts["work"], signal.SIGKILL)
        assert running.ends() == 1
        assert "worker ended with status -9" in running.process.stdout.read()
    ends = time.monotonic() + STOP_SECONDS
    while not all(gone(number) for number in parts.values()) and time.monotonic() < ends:
        time.sleep(0.1)
    assert all(gone(number) for number in parts.values())


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with launched(tmp_path, port) as running:
            assert running.ends() == 2
            (line,) = running.said
    assert f"port {port} of 127.0.0.1 cannot be used" in line
    assert "set PORT to another" in line


def test_it_refuses_to_run_in_production(tmp_path: Path):
    environ = {"PATH": os.environ["PATH"], "WESTMINSTER_MODE": "production", "STATE_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "westminster.demo.launch"]
    told = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 2
    assert "this starts a demonstration" in told.stderr
    assert list(tmp_path.iterdir()) == []
