"""Small servers in a thread: what other systems can reach of us."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response


@contextmanager
def serving(app: Callable[..., Any]) -> Iterator[str]:
    """The address where `app` answers, a slash at its end."""
    web = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{web.server_port}/"
    finally:
        web.shutdown()
        thread.join()
        web.server_close()


@contextmanager
def listening() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An address that keeps what is posted to it, as ours for sign-outs at the provider would; the forms it was sent."""
    heard: list[dict[str, str]] = []

    @Request.application
    def keep(request: Request) -> Response:
        heard.append(request.form.to_dict())
        return Response()

    with serving(keep) as address:
        yield address, heard
