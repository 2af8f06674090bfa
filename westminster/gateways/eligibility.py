"""Asking an agency by the Eligibility Verification API: a signed question, encrypted, and an answer made the same way.

Source: docs.calitp.org/eligibility-api/specification. The tokens are made and opened by the code of its authors;
their client looks at nothing else of an answer than the types, so what an answer must be is checked here.
"""

import time
import uuid
from enum import Enum
from typing import Any

import httpx
from eligibility_api.server import get_token_payload, make_token

from ..core import settings
from ..core.agency_settings import Agency
from ..core.clock import now
from ..core.errors import GatewayDown

MOST_BYTES = 64 * 1024
SKEW_SECONDS, OLD_SECONDS = 60, 300


class Answer(Enum):
    """What an agency says. `BAD_NUMBER`: no number of theirs looks like this."""

    YES = "yes"
    NOT_FOUND = "not_found"
    BAD_NUMBER = "bad_number"


def ask(agency: Agency, number: str, last_name: str) -> Answer:
    """Whether the agency knows somebody with this number and name. Raises GatewayDown, also when it makes no sense."""
    question = {
        "jti": str(uuid.uuid4()),
        "iss": settings.current().hostname,
        "iat": int(now().timestamp()),
        "agency": agency.we_are,
        "eligibility": [agency.type],
        "sub": number,
        "name": last_name,
    }
    try:
        status, body = _sent(agency, _sealed(agency, question))
        return _read(agency, question["jti"], status, _opened(agency, body))
    except (httpx.HTTPError, ValueError) as error:
        raise GatewayDown(f"eligibility_{agency.category}") from error


def _sent(agency: Agency, token: str) -> tuple[int, str]:
    headers = {**agency.headers, "Authorization": f"Bearer {token}"}
    ends = time.monotonic() + 2 * agency.timeout_seconds  # the library's is for each piece
    with httpx.stream("GET", agency.url, headers=headers, timeout=agency.timeout_seconds) as answer:
        body = b""
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > MOST_BYTES or time.monotonic() > ends:
                raise ValueError("the answer is too long, or takes too long")
        return answer.status_code, body.decode("ascii").strip().strip('"')


def _read(agency: Agency, asked: object, status: int, told: dict[str, Any]) -> Answer:
    """What an answer of theirs to this very question, made just now, says. Raises ValueError for any other."""
    made_at = told.get("iat")
    if told.get("iss") != agency.issuer or told.get("jti") != asked or not isinstance(made_at, int):
        raise ValueError("not an answer of theirs to this question")
    age = now().timestamp() - made_at
    if not -SKEW_SECONDS <= age <= OLD_SECONDS:
        raise ValueError("not made now")
    types, errors = told.get("eligibility"), told.get("error")
    if status == httpx.codes.OK and types in ([], [agency.type]) and not errors:
        return Answer.YES if types else Answer.NOT_FOUND
    if status == httpx.codes.BAD_REQUEST and isinstance(errors, dict) and set(errors) == {"sub"} and not types:
        return Answer.BAD_NUMBER
    raise ValueError("not an answer of the specification")


def _sealed(agency: Agency, question: dict[str, Any]) -> str:
    signed, key, content = agency.algorithms
    return str(make_token(question, signed, agency.own_key, key, content, agency.their_key))


def _opened(agency: Agency, token: str) -> dict[str, Any]:
    signed, key, content = agency.algorithms
    told = get_token_payload(token, key, content, agency.own_key, signed, agency.their_key)
    if not isinstance(told, dict):
        raise ValueError("not encrypted for us, or not signed by them")  # noqa: TRY004  # as all that makes no sense
    return told
