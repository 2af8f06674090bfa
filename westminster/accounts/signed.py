"""Tokens that a provider signs, beside those that Authlib reads."""

from collections.abc import Collection
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry, Token

from .kept import JUNK, Kept
from .rules import NotSignedIn


def read(text: Any, keys: Kept, algs: Collection[str], *, essential: Collection[str], skew: int, name: str) -> Token:
    """The token that `text` is: signed with the key that it names, in time, with all `essential` claims.

    Raises NotSignedIn with a reason that begins with `name`; GatewayDown.
    """
    try:
        token = _decoded(text, keys, algs)
        wanted: dict[str, Any] = {claim: {"essential": True} for claim in essential}
        JWTClaimsRegistry(leeway=skew, **wanted).validate(token.claims)
    except JoseError as error:
        raise NotSignedIn("_".join(filter(None, [name, error.error, getattr(error, "claim", "")]))) from error
    except JUNK as error:
        raise NotSignedIn(f"{name}_junk") from error
    if not token.header.get("kid"):
        raise NotSignedIn(f"{name}_no_key_id")
    return token


def _decoded(text: Any, keys: Kept, algs: Collection[str]) -> Token:
    """A key that is not among `keys` has them asked for once more, nowhere else."""
    registry = JWSRegistry(algorithms=list(algs), strict_check_header=False)
    try:
        return jwt.decode(text, KeySet.import_key_set(keys.get()), registry=registry)  # type: ignore[arg-type]  # JSON
    except InvalidKeyIdError:
        return jwt.decode(text, KeySet.import_key_set(keys.get_newer()), registry=registry)  # type: ignore[arg-type]  # JSON
