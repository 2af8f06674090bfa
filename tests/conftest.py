"""What every test stands on: a held clock, settings, a database that forgets, no network."""

import gc
import importlib
import ipaddress
import socket
from base64 import b64encode
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests import databases
from tests.browsing import Client
from westminster.core import clock as core_clock
from westminster.core import db as core_db
from westminster.core import settings as core_settings
from westminster.core.settings import Settings

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)  # a Friday
ORIGIN = "http://localhost"
WITHOUT_DATABASE = ("test_rules", "test_launch", "test_govuk")
PACKAGE = Path(core_settings.__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run tests of data on PostgreSQL too (make test does)")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        engines = ["sqlite", "postgresql"] if metafunc.config.getoption("--postgres") else ["sqlite"]
        if only := metafunc.definition.get_closest_marker("only"):
            engines = list(only.args)
        metafunc.parametrize("engine", engines, indirect=True, scope="session")


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Every module has the database, but those of rules, of the whole tree (tests/test_*.py) and of the browser."""
    if isinstance(collector, pytest.Module):
        folder = collector.path.parent.name
        if folder not in {"tests", "browser"} and not collector.path.name.startswith(WITHOUT_DATABASE):
            collector.add_marker(pytest.mark.usefixtures("db"))


def pytest_collection_finish() -> None:
    """Thousands of tests stay for good, and need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Generator[None, Any, Any]:
    """A test that does not run says nothing, so skipping is failing."""
    report = yield
    if report.skipped:
        report.outcome, report.longrepr = "failed", f"not run: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator["Clock | None"]:
    """The clock stands at NOW and moves when told. Not in the browser, whose portal is another process."""
    if request.node.get_closest_marker("browser"):
        yield None
        return
    with ExitStack() as stack:
        held = Clock(stack)
        held.set(NOW)
        yield held


class Clock:
    def __init__(self, stack: ExitStack):
        self._stack = stack

    def set(self, at: datetime) -> None:
        self._stack.enter_context(core_clock.frozen(at))

    def move(self, **by: float) -> None:
        """Forward by what `timedelta` takes: `clock.move(days=3)`."""
        self.set(core_clock.now() + timedelta(**by))


@pytest.fixture(scope="session")
def _settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    state = tmp_path_factory.mktemp("state")
    return Settings.from_environ(
        {
            "WESTMINSTER_MODE": "demo",
            "SECRET_KEY": "a secret for tests, not for people",
            "BASE_URL": ORIGIN,
            "STATE_DIR": str(state),
            "EVIDENCE_KEYS": "test:" + b64encode(b"e" * 32).decode(),
            "NOTIFY_API_KEY": "of-nobody",  # there is a way to send; `outside` sends
        }
    )


@pytest.fixture(autouse=True)
def settings(_settings: Settings) -> Iterator[Settings]:
    core_settings.install(_settings)
    yield _settings
    core_settings.install(_settings)


@pytest.fixture
def configure(settings: Settings) -> Callable[..., Settings]:
    """Change settings for one test: `configure(notify_url=stand_in.url)`."""

    def change(**changes: Any) -> Settings:
        changed = replace(core_settings.current(), **changes)
        core_settings.install(changed)
        return changed

    return change


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Engine"]:
    """One migrated database per engine and session, held open."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            kind = stack.enter_context(databases.sqlite(tmp_path_factory.mktemp("sqlite")))
        else:
            kind = stack.enter_context(databases.postgresql())
        made = core_db.connect(kind.url)
        stack.callback(databases.close, made)
        yield Engine(kind, made)


class Engine:
    def __init__(self, kind: databases.Sqlite | databases.Postgresql, shared: Any):
        self.kind = kind
        self.shared = shared


@pytest.fixture
def db(request: pytest.FixtureRequest, engine: Engine, _subscribers: None) -> Iterator[Any]:
    """A migrated, empty database. What the test writes is rolled back.

    A test marked `own_database` has one to itself instead, where commits are real and other
    connections see them.
    """
    if request.node.get_closest_marker("own_database"):
        url = engine.kind.fresh()
        made = core_db.connect(url)
        yield made
        databases.close(made)
        core_db.database.initialize(engine.shared)
        engine.kind.drop(url)
        return
    core_db.database.initialize(engine.shared)
    with engine.shared.atomic() as transaction:
        yield engine.shared
        transaction.rollback()


@pytest.fixture(scope="session")
def _subscribers() -> None:
    """Every subscriber is known, whichever test runs alone."""
    for path in sorted(PACKAGE.glob("*/jobs.py")):
        importlib.import_module(f"westminster.{path.parent.name}.jobs")


@pytest.fixture(scope="session")
def _app(_settings: Settings) -> Flask:
    from westminster.site import create_app

    return ready_for_tests(create_app(_settings))


def ready_for_tests(app: Flask) -> Flask:
    """A defect is still a page with 500, as people would see it; its trace is in the log of the test."""
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, TEST_ORIGIN=ORIGIN)
    app.test_client_class = Client
    return app


@pytest.fixture
def app(_app: Flask, db: Any) -> Flask:
    return _app


@pytest.fixture
def client(app: Flask) -> Client:
    """A person at a browser without script; see tests/browsing.py."""
    return app.test_client()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be reached: a test that needs more would pass on some days."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_here(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
