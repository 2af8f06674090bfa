from tests.applications.conftest import council_tax, outside  # noqa: F401  # fixtures
