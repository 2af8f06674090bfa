"""What a request for sign-in asks the demo provider for, and whether it may."""

import json
from typing import Any

from werkzeug.datastructures import MultiDict

Asked = MultiDict[str, str]


def why_not(asked: Asked) -> str:
    """The OAuth error code for a request that cannot go on, or empty."""
    if any(len(values) > 1 for values in asked.listvalues()):
        return "invalid_request"
    if "request_uri" in asked:
        return "request_uri_not_supported"
    if asked.get("response_type") != "code":
        return "unsupported_response_type"
    if "openid" not in asked.get("scope", "").split():
        return "invalid_scope"
    proof = asked.get("code_challenge_method") == "S256" and asked.get("code_challenge")
    return "" if proof and asked.get("state") and asked.get("nonce") else "invalid_request"


def vector(vtr: str | None) -> str:
    """The first vector of trust of a list in JSON; empty without one."""
    vectors = _json(vtr)
    return str(vectors[0]) if isinstance(vectors, list) and vectors else ""


def credential(vector: str) -> str:
    """The part that an id_token tells: how somebody signed in, not who they are."""
    return ".".join(part for part in vector.split(".") if part.startswith("C"))


def claim_names(claims: str | None) -> frozenset[str]:
    """The names of a claims request. Source: OpenID Connect Core, 5.5."""
    asked = _json(claims)
    userinfo = asked.get("userinfo") if isinstance(asked, dict) else None
    return frozenset(userinfo if isinstance(userinfo, dict) else ())


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "null")
    except ValueError:
        return None
