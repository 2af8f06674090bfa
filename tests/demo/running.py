"""The stand-ins on a free port in a thread, and the settings that make the portal use them."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from werkzeug.serving import make_server

from westminster.core import server
from westminster.core.settings import Settings
from westminster.demo.stand_ins import StandIns
from westminster.demo.surroundings import environments, kept_secrets


@dataclass(frozen=True)
class Running:
    """`settings` are for `core.settings.install` or `create_app`."""

    url: str
    settings: Settings
    stand_ins: StandIns


@contextmanager
def running(
    state_dir: Path, base_url: str = "http://localhost", also: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Running]:
    """`also` are settings more, such as those of keys made for the session."""
    with server.listen("127.0.0.1", 0) as opened:
        host, port = opened.getsockname()
        url = f"http://{host}:{port}"
        given = {"STATE_DIR": str(state_dir), "BASE_URL": base_url}
        _, inside = environments(given, {**kept_secrets(state_dir), **also}, url)
        settings = Settings.from_environ(inside)
        stand_ins = StandIns(settings, url)
        web = make_server(host, port, stand_ins.app, threaded=True, fd=opened.fileno())
        thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Running(url, settings, stand_ins)
        finally:
            stand_ins.released.set()
            web.shutdown()
            thread.join()
            web.server_close()
