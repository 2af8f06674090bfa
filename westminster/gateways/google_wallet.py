"""Google Wallet: what we keep there about a card, by its REST API, as the service account of the settings.

Source: developers.google.com/wallet/generic, REST reference, August 2026.
"""

import json
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import RSAKey

from ..core import settings
from ..core.errors import GatewayDown
from ..core.settings import SettingsError

API = "https://walletobjects.googleapis.com"
TOKEN = "https://oauth2.googleapis.com/token"  # noqa: S105  # an address
SCOPE = "https://www.googleapis.com/auth/wallet_object.issuer"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TIMEOUT_SECONDS = 10  # one answer in a hundred takes five
_HEADER = {"alg": "RS256", "typ": "JWT"}
_PATH = "/walletobjects/v1/"


@dataclass(frozen=True)
class Account:
    """Who we are to Google. The key is parsed once: parsing it costs as much as a hundred signatures."""

    email: str
    key: RSAKey

    def sign(self, claims: dict[str, Any]) -> str:
        """A JWT of ours."""
        return jwt.encode(_HEADER, {"iss": self.email, **claims}, self.key, algorithms=["RS256"])


@cache
def account(path: str) -> Account:
    """The service account in a key file as Google gives it. Raises SettingsError."""
    try:
        given = json.loads(Path(path).read_text())
        return Account(given["client_email"], RSAKey.import_key(given["private_key"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError("GOOGLE_WALLET_KEY must be the path of a service account's key file (JSON)") from error


def connect() -> "GoogleWallet":
    """Google Wallet as the settings have it. Raises GatewayDown when they have none."""
    google = settings.current().google
    if not google.get("KEY"):
        raise GatewayDown("google_wallet")
    return _connection(google["KEY"], google.get("URL", API), google.get("TOKEN_URL", TOKEN))


@cache
def _connection(key: str, url: str, token_url: str) -> "GoogleWallet":
    """One for all threads: its access token is good for an hour."""
    return GoogleWallet(account(key), url, token_url)


class GoogleWallet:
    """Every verb raises GatewayDown. A class or an object can be changed there, never deleted."""

    def __init__(self, account: Account, url: str, token_url: str, timeout: float = TIMEOUT_SECONDS) -> None:
        self._account, self._token_url = account, token_url
        self._client = httpx.Client(base_url=url.rstrip("/") + _PATH, timeout=timeout)
        self._lock = threading.Lock()
        self._token, self._token_ends = "", 0.0
        self._classes: set[str] = set()

    def keep_class(self, body: dict[str, Any]) -> None:
        """Have the class there, asked for once in the life of this process."""
        if body["id"] not in self._classes:
            self.keep("genericClass", body)
            self._classes.add(body["id"])

    def keep(self, kind: str, body: dict[str, Any]) -> None:
        """Insert a "genericClass" or "genericObject"; where it is there already, make it as `body` says."""
        if self._ask("POST", kind, body).status_code == httpx.codes.CONFLICT:
            self.change(kind, body)

    def change(self, kind: str, body: dict[str, Any]) -> bool:
        """Change what is there; False when nothing of this id is."""
        return self._ask("PATCH", f"{kind}/{body['id']}", body).status_code != httpx.codes.NOT_FOUND

    def _ask(self, method: str, path: str, body: dict[str, Any]) -> httpx.Response:
        try:
            answer = self._send(method, path, body)
            if answer.status_code == httpx.codes.UNAUTHORIZED:  # the token did not live as long as was said
                self._token_ends = 0.0
                answer = self._send(method, path, body)
            if answer.status_code not in (httpx.codes.CONFLICT, httpx.codes.NOT_FOUND):
                answer.raise_for_status()
                answer.json()["id"]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise GatewayDown("google_wallet") from error
        return answer

    def _send(self, method: str, path: str, body: dict[str, Any]) -> httpx.Response:
        return self._client.request(method, path, json=body, headers=self._authorization())

    def _authorization(self) -> dict[str, str]:
        with self._lock:
            if time.monotonic() >= self._token_ends:
                self._fetch_token()
            return {"Authorization": f"Bearer {self._token}"}

    def _fetch_token(self) -> None:
        """Trade a JWT of ours for an access token. Source: RFC 7523 section 2.1."""
        at = int(time.time())
        asked = self._account.sign({"scope": SCOPE, "aud": self._token_url, "iat": at, "exp": at + 3600})
        answer = self._client.post(self._token_url, data={"grant_type": GRANT, "assertion": asked})
        answer.raise_for_status()
        given = answer.json()
        self._token = given["access_token"]
        self._token_ends = time.monotonic() + given["expires_in"] - 60
