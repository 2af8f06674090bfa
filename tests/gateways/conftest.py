from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo.running import Running, running
from westminster.core import settings


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Running]:
    """The stand-ins, answering; the settings of the process point at them."""
    with running(tmp_path) as up:
        settings.install(up.settings)
        yield up
