"""The demo provider tells its client that somebody has signed out. Source: OpenID Connect Back-Channel Logout 1.0."""

import logging
import secrets
import time

import httpx

from .tokens import Signer

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TOKEN_SECONDS, WAIT_SECONDS = 120, 2
log = logging.getLogger("westminster.demo.provider")


def logout_token(issuer: str, client_id: str, subject: str, signer: Signer) -> str:
    """As One Login's: it names the person and no session, so all of theirs end."""
    moment = int(time.time())
    claims = {
        "iss": issuer,
        "aud": client_id,
        "sub": subject,
        "iat": moment,
        "exp": moment + TOKEN_SECONDS,
        "jti": secrets.token_urlsafe(16),
        "events": {EVENT: {}},
    }
    return signer.sign(claims)


def tell(address: str, token: str) -> None:
    """Say it once; a client that does not answer is not waited for."""
    try:
        httpx.post(address, data={"logout_token": token}, timeout=WAIT_SECONDS, trust_env=False)
    except httpx.HTTPError as error:
        log.info("not told of a sign-out: %s", type(error).__name__)
