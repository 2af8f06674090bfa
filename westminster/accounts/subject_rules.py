"""Which claim of an id_token names somebody for good: never one that is given to others or chosen by the person."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from .rules import NotSignedIn

_TENANT, _OBJECT = "tid", "oid"


def subject_of(claims: Mapping[str, Any], issuer: str, named: str | None) -> Any:
    """The subject under which an account of `issuer` is kept: of the claim `named` in the settings, else `sub`.

    Entra ID tells a tenant and an object id; then it is the object id, and the tenant must be that of the issuer.
    `claims` must be of the id_token alone. Raises NotSignedIn.
    Source: Microsoft identity platform, "Secure applications and APIs by validating claims".
    """
    is_entra = _TENANT in claims or _OBJECT in claims
    if is_entra and not (claims.get(_OBJECT) and _is_of(claims.get(_TENANT), issuer)):
        raise NotSignedIn("wrong_tenant")
    return claims.get(named or (_OBJECT if is_entra else "sub"))


def _is_of(tenant: Any, issuer: str) -> bool:
    """Whether the issuer is that tenant's own."""
    return bool(tenant) and tenant in urlsplit(issuer).path.split("/")
