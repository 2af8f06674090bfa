from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.accounts.conftest import outside  # noqa: F401 -- a fixture
from tests.demo.running import Running, running
from westminster.core.settings import Settings


@pytest.fixture
def council_tax(tmp_path: Path, configure: Callable[..., Settings]) -> Iterator[Running]:
    """The council's records answer, for the people of the demo's cast."""
    with running(tmp_path) as up:
        configure(council_tax_url=up.settings.council_tax_url, council_tax_token=up.settings.council_tax_token)
        yield up
