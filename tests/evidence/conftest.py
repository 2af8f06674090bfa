"""Each test has a store and keys of its own."""

import base64

import pytest

from tests import databases
from westminster.core import db as core_db

KEY = base64.b64encode(b"k" * 32).decode()


@pytest.fixture(autouse=True)
def folder(configure, tmp_path):
    """Where the sealed bytes lie."""
    place = tmp_path / "evidence"
    configure(evidence_url=place.as_uri(), evidence_keys=f"first:{KEY}")
    return place


@pytest.fixture
def own_url(engine, db):
    """The address of a database of its own, for a test that another process takes part in."""
    url = engine.kind.fresh()
    made = core_db.connect(url)
    yield url
    databases.close(made)
    core_db.database.initialize(engine.shared)
    engine.kind.drop(url)
