"""Somebody between us and a provider: passes on what we ask it, and gives us other answers where told to."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from werkzeug.wrappers import Request, Response

from tests.accounts.certified import Peer
from tests.accounts.listening import serving

Told = dict[str, Any]
DISCOVERY, TOKEN, USERINFO, KEYS = "/.well-known/openid-configuration", "/token", "/me", "/jwks"
_OURS = ("token_endpoint", "userinfo_endpoint", "jwks_uri")


class Between:
    """`changes` are by path: what is told there goes through them."""

    def __init__(self, peer: Peer) -> None:
        self.peer, self.address = peer, ""
        self.changes: dict[str, Callable[[Told], Told]] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        asked = Request(environ)
        headers = {name: asked.headers[name] for name in ("Authorization", "Content-Type") if name in asked.headers}
        answer = httpx.request(asked.method, self.peer.url + asked.path, content=asked.get_data(), headers=headers)
        told = answer.json()
        if asked.path == DISCOVERY:
            told |= {name: told[name].replace(self.peer.url, self.address) for name in _OURS}
        told = self.changes.get(asked.path, lambda same: same)(told)
        return Response(json.dumps(told), answer.status_code, content_type="application/json")(environ, start_response)


@contextmanager
def standing_between(peer: Peer) -> Iterator[Between]:
    made = Between(peer)
    with serving(made) as address:
        made.address = address.rstrip("/")
        yield made
