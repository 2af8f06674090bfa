"""What a provider's server may do to us: be slow, endless, or send us somewhere else."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
import requests
from flask import Response

from tests.accounts.conftest import at_provider, sign_in
from westminster.accounts import transport
from westminster.accounts.strict import client_of
from westminster.accounts.transport import MOST_BYTES, BoundedSession


@pytest.fixture
def answers(outside):
    """Set what the provider's discovery address answers; its address."""

    def answer(view) -> str:
        outside.stand_ins.app.view_functions["provider.discovery"] = view
        return outside.settings.resident_oidc.discovery_url

    return answer


def ask(address: str) -> requests.Response:
    with BoundedSession() as session:
        return session.request("GET", address, withhold_token=True, timeout=5)


def test_an_answer_is_read_whole(answers):
    address = answers(lambda: Response(b"x" * MOST_BYTES, headers={"X-Word": "kept"}))
    answer = ask(address)
    assert (len(answer.content), answer.headers["X-Word"]) == (MOST_BYTES, "kept")


def test_an_answer_without_an_end_is_given_up(answers):
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 60_000

    with pytest.raises(requests.ReadTimeout):
        ask(answers(lambda: Response(endless())))


def test_an_answer_that_drips_is_given_up(answers, monkeypatch):
    def dripping() -> Iterator[bytes]:
        for _ in range(100):
            yield b" "
            time.sleep(0.05)

    monkeypatch.setattr(transport, "MOST_SECONDS", 0.3)
    began = time.monotonic()
    with pytest.raises(requests.ReadTimeout):
        ask(answers(lambda: Response(dripping())))
    assert time.monotonic() - began < 2


def test_an_answer_that_breaks_off_is_no_answer():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with server.accept()[0] as caller:
                caller.recv(10_000)
                caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{}")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(requests.ConnectionError):
            ask(f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_followed_elsewhere(client, outside, answers, status):
    views = outside.stand_ins.app.view_functions
    told = views["provider.discovery"]
    views["portal"] = told
    answers(lambda: Response(status=status, headers={"Location": "/"}))
    client.get_page("/auth/resident/start", status=503)


@pytest.mark.parametrize("endpoint", ["provider.token", "provider.userinfo", "provider.jwks"])
def test_no_code_and_no_token_follows_a_redirect(client, outside, endpoint):
    back = at_provider(client.get("/auth/resident/start"))
    outside.stand_ins.app.view_functions[endpoint] = lambda: Response(status=307, headers={"Location": "/"})
    client.get_page(back, status=503)


def test_every_call_says_who_calls(client, outside):
    """One Login refuses those that do not."""
    agents = []
    outside.stand_ins.app.before_request(lambda: agents.append(_agent()))
    sign_in(client)
    assert len(agents) == 5  # discovery, the browser, code, keys, userinfo
    assert [agent for agent in agents if not agent.startswith("python-httpx")] == [
        "MyWestminster (http://localhost)"
    ] * 4


def _agent() -> str:
    from flask import request

    return request.headers["User-Agent"]


def test_documents_that_may_not_be_kept_are_kept_a_minute(client, outside, clock):
    """Not shorter, or each sign-in would wait for them."""
    views, provider = outside.stand_ins.app.view_functions, outside.stand_ins.provider
    asked = []

    def told() -> Response:
        asked.append(1)
        answer = provider.discovery()
        answer.headers["Cache-Control"] = "no-store"
        return answer

    views["provider.discovery"] = told
    for _ in range(3):
        client.get("/auth/resident/start")
        clock.move(seconds=20)
    assert len(asked) == 1
    clock.move(seconds=1)
    client.get("/auth/resident/start")
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("says", "ceiling", "kept"),
    [
        ("max-age=7200", 3600, 3600),
        ("max-age=600", 3600, 600),
        ("max-age=0", 3600, 60),
        ("", 3600, 3600),
        ("public, max-age=86400", 90, 90),
        ("no-cache, max-age=600", 3600, 60),
        ("max-age=junk", 600, 600),
    ],
)
def test_a_document_is_kept_as_long_as_both_sides_allow(app, outside, configure, says, ceiling, kept):
    configure(resident_oidc=replace(outside.settings.resident_oidc, keys_max_age=ceiling))
    assert client_of("resident")._lifetime(says).total_seconds() == kept
