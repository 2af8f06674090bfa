"""What a page takes of one core: no network, no server, the processor's time alone."""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import Flask
from werkzeug.test import create_environ

from .load import Ask

ROUNDS = 7


def milliseconds(app: Flask, asks: Sequence[Ask]) -> float:
    """For one answer, in the best of some rounds: what disturbs can only add. `asks` are taken in turn."""
    made = [create_environ(ask.path, "http://127.0.0.1", headers=ask.filled()) for ask in asks]
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for environ in made:
            _answer(app, dict(environ))
        rounds.append(time.process_time() - start)
    return min(rounds) / len(made) * 1000


def _answer(app: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> None:
    status: list[str] = []
    for _ in app(environ, lambda said, *_: status.append(said)):
        pass
    assert status == ["200 OK"], f"{environ['PATH_INFO']}: {status}"
