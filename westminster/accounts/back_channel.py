"""A provider ends our sessions without a browser: who has signed out there is signed out here."""

import hashlib
import time
from datetime import timedelta
from typing import Any

from ..core.db import atomic
from ..core.limits import allow
from ..core.settings import current
from . import service
from .rules import NotSignedIn
from .strict import client_of

REMEMBERED_AT_LEAST = timedelta(minutes=3)  # Source: GOV.UK One Login, technical documents, August 2026


def end_sessions(realm: str, logout_token: str) -> None:
    """End the sessions that the token means; none is as good. Raises NotSignedIn, GatewayDown."""
    if current().oidc(realm) is None:
        raise NotSignedIn("logout_without_provider")
    client = client_of(realm)
    with client.visits.one():
        claims = client.logout_token(logout_token)
    with atomic():
        if not _is_first(claims):
            raise NotSignedIn("logout_replayed")
        service.end_by_provider(realm, claims["iss"], claims.get("sub"), claims.get("sid"))


def _is_first(claims: dict[str, Any]) -> bool:
    """Whether this token came for the first time; remembered for longer than it could come again."""
    name = hashlib.sha256(f"{claims['iss']} {claims['jti']}".encode()).hexdigest()
    left = timedelta(seconds=claims["exp"] - time.time())
    return allow(f"logout-token:{name}", 1, max(2 * left, REMEMBERED_AT_LEAST))
