"""`make bench`: figures beside their yardsticks, to the screen, bench/results.json and docs/performance.md.

`python -m bench --quick` tries it in a minute and writes only bench/results.json.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass

from flask import Flask

from . import council_tax, entitlements, in_process, queue, report, wallets
from .city import ROOT, City, city, free_port, signed_in, tokens
from .hello import app as hello_app
from .load import Ask, load
from .rows import (
    Page,
    Row,
    city_row,
    entitlement_rows,
    extract_rows,
    page_rows,
    queue_rows,
    signed_in_row,
    wallet_rows,
    weight_rows,
)
from .servers import serving
from .weight import Weight, weights

RESULTS = ROOT / "bench" / "results.json"
HELLO = [Ask("/", {})]
OPEN_TO_ALL = "/privacy"  # the same words for everybody


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    residents: int
    households: int
    browsers: int
    rounds: int
    seconds: float
    grown: int
    cases: int


WHOLE = Effort(2_500, 130_000, 1_000, 7, 5, 252_500, 50_000)
QUICK = Effort(200, 5_000, 100, 3, 2, 5_000, 1_000)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the portal beside its yardsticks.")
    parser.add_argument("--quick", action="store_true", help="a minute's try with a small city")
    quick = parser.parse_args().quick
    effort = QUICK if quick else WHOLE
    signatures = wallets.measure()
    with city(effort.residents) as made:
        rows, pages = _measure(made, effort)
    rows += wallet_rows(signatures)
    rows += weight_rows(pages)
    print(report.table(rows))
    kept = {
        "machine": report.machine(),
        "rows": [asdict(row) for row in rows],
        "pages": [asdict(page) for page in pages],
    }
    RESULTS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    if not quick:
        report.write(
            rows, pages, rounds=effort.rounds, seconds=effort.seconds, browsers=effort.browsers, codes=effort.residents
        )


def _measure(made: City, effort: Effort) -> tuple[list[Row], list[Weight]]:
    portal = made.portal()
    card = [Ask("/card", {"Cookie": cookie}) for cookie in signed_in(effort.browsers)]
    looks = [Ask(f"/V/{token}", {"X-Forwarded-For": "10.%d.%d.%d"}) for token in tokens(effort.residents)]
    rows = [city_row(effort.residents, made.seconds)]
    rows += extract_rows(effort.households, *council_tax.measure(made, effort.households))
    rows += page_rows(_page("/card", made, card, effort), budgeted=True)
    rows.append(_signed_in(portal, [ask.headers for ask in card]))
    rows += page_rows(_page("/V/<token>", made, looks, effort, TRUST_PROXY="1"), budgeted=False)
    pages = weights(portal)
    rows += queue_rows(queue.measure(portal, effort.grown, effort.cases))
    return [*rows, *entitlement_rows(entitlements.measure())], pages


def _signed_in(portal: Flask, browsers: Sequence[Mapping[str, str]]) -> Row:
    """A page that everybody may read, asked for by strangers and by people who are signed in."""
    strangers = [Ask(OPEN_TO_ALL, {}) for _ in browsers]
    readers = [Ask(OPEN_TO_ALL, headers) for headers in browsers]
    return signed_in_row(
        OPEN_TO_ALL, in_process.milliseconds(portal, strangers), in_process.milliseconds(portal, readers)
    )


def _page(name: str, made: City, asks: Sequence[Ask], effort: Effort, **environ: str) -> Page:
    """The page and the yardstick in turn, each on a server of its own, and each once before it counts."""
    with ExitStack() as stack:
        ports = [free_port(), int(made.environ["PORT"])]
        for target, port in zip(("bench.hello:app", "app:app"), ports, strict=True):
            stack.enter_context(serving(target, port, {**made.environ, **environ}))
        taken = [
            (load(ports[0], HELLO, effort.seconds), load(ports[1], asks, effort.seconds))
            for _ in range(effort.rounds + 1)
        ]
    hellos, ours = zip(*taken[1:], strict=True)
    portal = made.portal(**environ)
    return Page(
        name, ours, hellos, in_process.milliseconds(portal, asks), in_process.milliseconds(hello_app, HELLO * 500)
    )


if __name__ == "__main__":
    main()
