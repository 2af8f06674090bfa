"""Ask a server for many pages at once: by wrk where it is installed, else by a client of our own, which says less."""

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 16
CLIENT = "wrk" if shutil.which("wrk") else "our own client"
# One thread, as a second would take time from the server; done() tells what wrk's own text rounds.
_LUA = """
local asked = {%s}
local at = 0
request = function()
  at = at %% #asked + 1
  return string.format(asked[at], math.random(0, 255), math.random(0, 255), math.random(1, 254))
end
done = function(summary, latency)
  local bad = summary.errors
  io.write(string.format('{"rate": %%f, "p50": %%f, "p99": %%f, "failed": %%d}\\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    bad.connect + bad.read + bad.write + bad.status + bad.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """Answers a second; latencies in milliseconds."""

    rate: float
    p50: float
    p99: float


@dataclass(frozen=True)
class Ask:
    """One request. `%d.%d.%d` in a header becomes another network address each time."""

    path: str
    headers: Mapping[str, str]

    def text(self, port: int) -> str:
        lines = [f"GET {self.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in self.headers.items()), "", ""])

    def filled(self) -> dict[str, str]:
        """The headers, with an address in them."""
        place = ".".join(str(random.randint(1, 254)) for _ in range(3))  # noqa: S311  # any
        return {name: value.replace("%d.%d.%d", place) for name, value in self.headers.items()}


def load(port: int, asks: Sequence[Ask], seconds: float) -> Load:
    """All of `asks` in turn, again and again. Ends the program when an answer was not a page."""
    texts = [ask.text(port) for ask in asks]
    with tempfile.TemporaryDirectory() as folder:
        found = (
            _wrk(port, texts, seconds, Path(folder)) if CLIENT == "wrk" else _own(port, texts, seconds, Path(folder))
        )
    if found.pop("failed"):
        sys.exit(f"bench: not every answer was a page of 200, the first was asked at {asks[0].path}")
    return Load(**found)


def _wrk(port: int, texts: list[str], seconds: float, folder: Path) -> dict[str, float]:
    script = folder / "ask.lua"
    script.write_text(_LUA % ",\n".join(map(json.dumps, texts)))
    options = ("-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", "10s", "-s", str(script))
    return _told(["wrk", *options, f"http://127.0.0.1:{port}/"])


def _own(port: int, texts: list[str], seconds: float, folder: Path) -> dict[str, float]:
    asked = folder / "asked.json"
    asked.write_text(json.dumps(texts))
    return _told([sys.executable, "-m", "bench.client", str(port), str(seconds), str(CONNECTIONS), str(asked)])


def _told(command: list[str]) -> dict[str, float]:
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told: dict[str, float] = json.loads(said.splitlines()[-1])
    return told
