from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.conftest import ready_for_tests
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
