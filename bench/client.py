"""The load client for machines without wrk. It takes more time from the server than wrk does, of both alike.

`python -m bench.client PORT SECONDS CONNECTIONS FILE`, where FILE is a JSON list of whole requests.
"""

import asyncio
import itertools
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path


async def _one(port: int, texts: Iterator[str], ends: float, took: list[float]) -> int:
    """Ask until `ends`, a connection for each; how many answers were not a page."""
    failed = 0
    while (start := time.perf_counter()) < ends:
        place = tuple(random.randint(1, 254) for _ in range(3))  # noqa: S311  # any
        text = next(texts)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write((text % place if "%d" in text else text).encode())
        answer = await reader.read()
        writer.close()
        failed += not answer.startswith(b"HTTP/1.1 200 ")
        took.append((time.perf_counter() - start) * 1000)
    return failed


async def main(port: int, seconds: float, connections: int, asked: list[str]) -> None:
    texts, took = itertools.cycle(asked), list[float]()
    ends = time.perf_counter() + seconds
    failed = await asyncio.gather(*(_one(port, texts, ends, took) for _ in range(connections)))
    cuts = statistics.quantiles(took, n=100)
    print(json.dumps({"rate": len(took) / seconds, "p50": cuts[49], "p99": cuts[98], "failed": sum(failed)}))


if __name__ == "__main__":
    _port, _seconds, _connections, _file = sys.argv[1:]
    asyncio.run(main(int(_port), float(_seconds), int(_connections), json.loads(Path(_file).read_text())))
