"""A small server that keeps what is posted to it, as our address for sign-outs at the provider would be."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response


@contextmanager
def listening() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Its address, and the forms it was sent."""
    heard: list[dict[str, str]] = []

    @Request.application
    def app(request: Request) -> Response:
        heard.append(request.form.to_dict())
        return Response()

    web = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{web.server_port}/", heard
    finally:
        web.shutdown()
        thread.join()
        web.server_close()
