import pytest

from tests.accounts.conftest import outside  # noqa: F401 -- a fixture
from westminster.demo.extract import load_extract


@pytest.fixture
def council_tax(db) -> None:
    """The Council Tax extract is of today, and the people of the demo's cast are in it."""
    load_extract()
