"""What was found, as text for the screen and as docs/performance.md."""

import platform
from collections.abc import Sequence
from pathlib import Path

from westminster.core.clock import now

from .city import ROOT
from .load import CLIENT, CONNECTIONS
from .rows import KB, Row
from .servers import WORKERS
from .weight import PROXY_QUALITY, Weight

PAGE = ROOT / "docs" / "performance.md"
_WORDS = {True: "met", False: "missed", None: "–"}
_TEXT = """# What pages cost

This page is written by `make bench`. {when}, on {machine}.

{rows}

A **hello** is one answer of a Flask page that says "hello". It and the portal are served by gunicorn, sync, {workers} workers,
on the same machine and in turns, under {client} with {connections} connections, each request with a connection of its own;
a cost is the median of {rounds} rounds of {seconds:g} s, each beside a hello of its own. Absolute figures move with the
machine; ratios hardly do. Every request is for another card and another browser, of {browsers:,} and {codes:,} codes;
those of `/V/` also come from another network address each, through a proxy's header, because one address may look 60 times
a minute. A look writes two rows and is on the disk (`synchronous=FULL`) before it is answered. Processor time in process
is that of the best of several rounds. Passes and links are per second of one core, as are the signatures beside them.

## What a page weighs

In bytes, Brotli. Stylesheets come before the first paint; scripts are modules and do not hold it up. Later pages find all but the
HTML in the browser's cache, for good: its names change with its content.

{weights}

The portal sends HTML as it is: the proxy in front of it compresses, in production as in these figures (quality {quality}).
It does that faster, and streams. BREACH, which reads a secret off the length of compressed answers, needs thousands of
signed-in requests made by another site: the session's cookie is `SameSite=Lax`, so that another site's requests come
without it, pages with a secret repeat nothing of their address, and a form's token is another every second.
"""


def table(rows: Sequence[Row]) -> str:
    """For the screen."""
    lines = [("what", "figure", "beside", "budget", ""), *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def write(rows: Sequence[Row], pages: Sequence[Weight], **how: object) -> None:
    """docs/performance.md."""
    weights = [
        (one.path, *map(_kb, (one.html, one.css, one.rest, one.first_paint, one.whole)), str(one.requests))
        for one in pages
    ]
    PAGE.write_text(
        _TEXT.format(
            when=f"{now():%-d %B %Y}",
            machine=machine(),
            rows=_markdown(("what", "figure", "beside", "budget", ""), [_cells(row) for row in rows]),
            weights=_markdown(
                ("page", "HTML", "CSS", "script, icon", "before first paint", "in all", "requests"), weights
            ),
            workers=WORKERS,
            client=CLIENT,
            connections=CONNECTIONS,
            quality=PROXY_QUALITY,
            **how,
        )
    )


def machine() -> str:
    """Processor, cores, Python."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text().splitlines() if listed.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    name = models[0] if models else platform.processor() or platform.machine()
    return f"{max(len(models), 1)} cores of {name}, Python {platform.python_version()}"


def _cells(row: Row) -> tuple[str, ...]:
    return row.what, row.figure, row.yardstick, row.budget, _WORDS[row.met]


def _kb(size: int) -> str:
    return f"{size / KB:.1f} kB"


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines).replace("<", "&lt;")
