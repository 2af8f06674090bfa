"""What anyone needs to check a card without asking us about it."""

import base64

import cbor2
from flask import Response, abort, json, request

from ..core.web import portal
from . import keys, status_list

bp = portal("card_keys", __name__, "/.well-known")
_KEYS_AGE = 300


@bp.get("/card-keys.json")
def jwks() -> Response:
    """The keys as a JWK set (RFC 7517, RFC 8037)."""
    found = [
        {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": _b64(row.kid), "x": _b64(row.public)}
        for row in keys.published()
    ]
    return _public(json.dumps({"keys": found}).encode(), "application/jwk-set+json", _KEYS_AGE)


@bp.get("/card-keys")
def cose_keys() -> Response:
    """The keys as a COSE key set (RFC 9052 section 7)."""
    found = [keys.cose_key(row) for row in keys.published()]
    return _public(cbor2.dumps(found, canonical=True), "application/cose-key-set", _KEYS_AGE)


@bp.get("/status-list/<int:number>")
def stopped(number: int) -> Response:
    """The list of cards that do not work; lists of the past are not kept, which the draft wants said as 501."""
    if "time" in request.args:
        abort(501)
    return _public(status_list.signed(number), status_list.MEDIA_TYPE, status_list.TTL_SECONDS)


def _b64(in_hex: str) -> str:
    return base64.urlsafe_b64encode(bytes.fromhex(in_hex)).decode().rstrip("=")


def _public(body: bytes, media_type: str, max_age: int) -> Response:
    """For every origin, to keep `max_age` seconds; 304 for those who have it."""
    response = Response(body, content_type=media_type)
    response.cache_control.public = True
    response.cache_control.max_age = max_age
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]  # itself
