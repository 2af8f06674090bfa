"""`make run`: the portal, its worker and the stand-ins, on this machine, until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import httpx

from ..core import server
from ..core.settings import Settings, SettingsError
from . import certificates
from .surroundings import environments, kept_secrets

ROOT = Path(__file__).resolve().parents[2]
LOG = "portal.log"
FLASK = ("-m", "flask", "--app", "app")
START_SECONDS, STOP_SECONDS, LOOK_SECONDS = 60, 10, 0.3


def main() -> None:
    """Exits 0 when asked to stop, 1 when a part stopped by itself, 2 when a setting is wrong."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        _run(dict(os.environ))
    except SettingsError as error:
        sys.stderr.write(f"MyWestminster cannot start: {error}.\n")
        sys.exit(2)


def _run(given: dict[str, str]) -> None:
    if given.get("WESTMINSTER_MODE", "demo") != "demo":
        raise SettingsError("this starts a demonstration; in production use `flask --app app serve` and `work`")
    with ExitStack() as stack:
        opened = stack.enter_context(server.listen("127.0.0.1", 0))
        folder = Path(given.get("STATE_DIR") or "var").resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = {**kept_secrets(folder), **certificates.ensure(folder)}
        around, inside = environments(given, kept, f"http://127.0.0.1:{opened.getsockname()[1]}")
        known = Settings.from_environ(inside)
        _must_be_free(known.host, known.port)
        parts: dict[str, subprocess.Popen[bytes]] = {}
        stack.callback(_stop, parts)
        stand_ins = ("-m", "westminster.demo.stand_ins", str(opened.fileno()))
        parts["stand-ins"] = _start(stand_ins, around, opened)
        for command in (("db", "migrate"), ("demo", "load", "--if-empty")):
            _finish(_start((*FLASK, *command), inside), " ".join(command))
        log = stack.enter_context((folder / LOG).open("ab"))
        parts["web"] = _start((*FLASK, "serve"), inside, log=log)
        parts["worker"] = _start((*FLASK, "work"), inside, log=log)
        _wait_for(known.base_url, parts)
        _announce(known.base_url, folder / LOG)
        while True:
            _must_live(parts)
            time.sleep(LOOK_SECONDS)


def _start(
    command: tuple[str, ...], env: Mapping[str, str], *handed: socket.socket, log: IO[bytes] | None = None
) -> "subprocess.Popen[bytes]":
    """What a part says goes to `log`: a line for each request would push the addresses off the screen."""
    numbers = [one.fileno() for one in handed]
    return subprocess.Popen(  # noqa: S603 -- our own
        (sys.executable, *command), cwd=ROOT, env=env, pass_fds=numbers, stdout=log, stderr=log
    )


def _finish(child: "subprocess.Popen[bytes]", name: str) -> None:
    with child:
        if child.wait():
            sys.exit(f"MyWestminster cannot start: {name} failed.")


def _must_be_free(host: str, port: int) -> None:
    try:
        server.listen(host, port).close()
    except OSError as error:
        raise SettingsError(f"port {port} of {host} cannot be used ({error.strerror}); set PORT to another") from error


def _must_live(parts: "dict[str, subprocess.Popen[bytes]]") -> None:
    for name, child in parts.items():
        if child.poll() is not None:
            sys.exit(f"MyWestminster stops: {name} ended with status {child.returncode}; its log says why.")


def _wait_for(base_url: str, parts: "dict[str, subprocess.Popen[bytes]]") -> None:
    """Until the portal answers."""
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        _must_live(parts)
        try:
            httpx.get(f"{base_url}/healthz", timeout=2, trust_env=False)
        except httpx.HTTPError:
            time.sleep(LOOK_SECONDS)
        else:
            return
    sys.exit(f"MyWestminster stops: no answer at {base_url} in {START_SECONDS} seconds.")


def _announce(base_url: str, log: Path) -> None:
    """Addresses and sign-ins, as the portal itself tells them."""
    told = httpx.get(f"{base_url}/demo/accounts.json", timeout=10, trust_env=False).json()
    lines = ["", f"MyWestminster, a demonstration: {base_url}", f"Who you can be: {base_url}/demo"]
    lines += [f"Messages sent:  {base_url}/demo/outbox", "", "Residents: follow a link to sign in"]
    lines += [f"  {one['name'][:32]:<32}  {one['sign_in']}" for one in told["residents"]]
    if told["staff"]:
        lines += ["", "Staff: email, password, secret for an authenticator app"]
        lines += [f"  {one['email']:<32}  {one['password']}  {one['totp_secret']}" for one in told["staff"]]
    sys.stdout.write("\n".join([*lines, "", f"Log: {log}", "Ctrl-C stops it.", ""]))
    sys.stdout.flush()


def _stop(parts: "dict[str, subprocess.Popen[bytes]]") -> None:
    """Ask every part to end, the newest first; make it end when it does not."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in reversed(parts.values()):
        child.terminate()
    ends = time.monotonic() + STOP_SECONDS
    for child in reversed(parts.values()):
        try:
            child.wait(max(0.1, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    main()
