import pytest

from tests.applications.conftest import council_tax  # noqa: F401 -- a fixture
from tests.browsing import Client
from tests.factories import make_staff


@pytest.fixture
def worker(client: Client):
    """A library worker who is signed in."""
    member = make_staff("library_worker", name="Hana Clarke")
    client.sign_in(member.account_id)
    return member
