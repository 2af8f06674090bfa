"""Waitress, set so that hundreds of slow clients do not stop the others."""

import os
import signal
import socket
import sys

import waitress
from flask import Flask


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; `port` 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind((host, port))
    opened.listen(1024)
    opened.set_inheritable(True)
    return opened


def serve(app: Flask, host: str, port: int, processes: int = 1, threads: int = 8) -> None:
    """Serve until SIGTERM or SIGINT. More than one process share one listening socket."""
    opened = listen(host, port)
    children = [_fork(app, opened, threads) for _ in range(processes - 1)]
    _stop_on_signal(children)
    _serve_on(app, opened, threads)


def _fork(app: Flask, opened: socket.socket, threads: int) -> int:
    child = os.fork()
    if child:
        return child
    _stop_on_signal([])
    _serve_on(app, opened, threads)
    os._exit(0)


def _stop_on_signal(children: list[int]) -> None:
    def stop(number: int, _frame: object) -> None:
        for child in children:
            os.kill(child, number)
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _serve_on(app: Flask, opened: socket.socket, threads: int) -> None:
    """A slow body waits in waitress's loop, not in a thread; poll has no limit of 1,024 sockets."""
    waitress.serve(
        app,
        sockets=[opened],
        threads=threads,
        connection_limit=2_000,
        asyncore_use_poll=True,
        channel_timeout=60,
        max_request_body_size=64 * 1024 * 1024,
        ident="",
        clear_untrusted_proxy_headers=False,
    )
