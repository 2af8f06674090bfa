from tests.gateways.conftest import outside  # noqa: F401  # a fixture
