import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from tests.conftest import ready_for_tests
from westminster.core import logs
from westminster.core.db import database
from westminster.core.settings import Settings
from westminster.site import create_app


@pytest.fixture
def make_app(db: Any) -> Callable[[Settings], Flask]:
    """A portal of its own under other settings, on the database of the test."""

    def make(settings: Settings) -> Flask:
        app = create_app(settings)
        database.initialize(db)
        return ready_for_tests(app)

    return make


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What a process would have written, as `flask serve` sets it up."""
    written = io.StringIO()
    handler, ours = logs.handler(written), logging.getLogger(logs.OURS)
    level = ours.level
    logging.getLogger().addHandler(handler)
    ours.setLevel(logging.INFO)
    yield written
    ours.setLevel(level)
    logging.getLogger().removeHandler(handler)
