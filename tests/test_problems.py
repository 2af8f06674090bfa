"""Whatever goes wrong, the answer is a whole page with the right status, and asks nothing of the database."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.browsing import Client
from tests.conftest import ready_for_tests
from tests.problems import PROBLEMS, add_problems
from westminster.core import db as core_db
from westminster.core.settings import Settings
from westminster.site import create_app


@pytest.fixture(scope="module")
def failing_app(_settings: Settings) -> Flask:
    return add_problems(ready_for_tests(create_app(_settings)))


@pytest.fixture
def failing_client(failing_app: Flask, db: object) -> Client:
    return failing_app.test_client()


@pytest.fixture
def no_database() -> Iterator[None]:
    """As when the server has gone: every question fails."""
    before = core_db.database.obj
    core_db.connect("postgresql://nobody@127.0.0.1:9/nothing?connect_timeout=1")
    yield
    core_db.database.initialize(before)


@pytest.mark.parametrize("kind", PROBLEMS)
def test_a_problem_has_its_page(failing_client: Client, kind: str):
    status, _ = PROBLEMS[kind]
    page = failing_client.get_page(f"/problem/{kind}", status=status)
    assert "020 7946 0123" in page.text, "the way to a person"


def test_too_many_tries_say_how_long_to_wait(failing_client: Client):
    page = failing_client.get_page("/problem/too-many-tries", status=429)
    assert "Wait 5 minutes and try again." in page.text
    assert page.response.headers["Retry-After"] == "300"


@pytest.mark.parametrize("kind", ["not-found", "defect", "database-away"])
def test_a_problem_page_does_not_need_the_database(failing_client: Client, kind: str, no_database: None):
    failing_client.set_cookie("session", "A" * 43)
    page = failing_client.get_page(f"/problem/{kind}", status=PROBLEMS[kind][0])
    assert page.h1


def test_when_the_database_is_away_people_are_told_to_come_back(failing_client: Client, no_database: None):
    failing_client.set_cookie("session", "A" * 43)
    page = failing_client.get_page("/card", status=503)
    assert page.response.headers["Retry-After"] == "30"
