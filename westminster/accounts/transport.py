"""HTTP to a provider: a whole answer in the time that a page can wait, of a size that can be, from where we asked."""

import io
import time
from typing import Any

import requests
from authlib.integrations.requests_client import OAuth2Session
from requests.adapters import HTTPAdapter
from requests.exceptions import BaseHTTPError  # type: ignore[attr-defined]  # whatever its transport raises

MOST_SECONDS, MOST_BYTES = 10, 1024 * 1024
_PART_BYTES = 16 * 1024


class Bounded(HTTPAdapter):
    """Reads every answer here: the time limits of requests are for each silence, and it has none for size."""

    def send(self, request: requests.PreparedRequest, stream: bool = False, **options: Any) -> requests.Response:  # type: ignore[override]  # not all by name
        ends = time.monotonic() + MOST_SECONDS
        answer = super().send(request, stream=True, **options)
        try:
            answer.raw = io.BytesIO(_read(answer.raw, ends))
        except BaseHTTPError as error:
            raise requests.ConnectionError(error, request=request) from error
        return answer


def _read(source: Any, ends: float) -> bytearray:
    body = bytearray()
    with source:
        while part := source.read1(_PART_BYTES, decode_content=True):
            body += part
            if time.monotonic() > ends or len(body) > MOST_BYTES:
                raise requests.ReadTimeout("the answer is too slow or too large")
    return body


class BoundedSession(OAuth2Session):
    """Authlib's session over `Bounded`. It follows no redirect: a token or key must come from where it was asked for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.max_redirects = 0
        for scheme in ("https://", "http://"):
            self.mount(scheme, Bounded())
