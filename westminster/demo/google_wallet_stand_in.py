"""A stand-in for Google Wallet: the part of its REST API that we use, its token endpoint, and its save page.

Source: developers.google.com/wallet/generic and RFC 7523, August 2026.
"""

import json
import re
import secrets
import time
from pathlib import Path
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from ..core.settings import Settings
from .google_wallet_kept import Kept

PREFIX = "/google-wallet"
OBJECTS_FILE = "demo-google-wallet.db"
SCOPE = "https://www.googleapis.com/auth/wallet_object.issuer"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKEN_SECONDS = 3600
STATES = {"ACTIVE", "COMPLETED", "EXPIRED", "INACTIVE"}


def environment(url: str) -> dict[str, str]:
    """The settings that send the portal here, with the stand-ins at `url`."""
    base = url + PREFIX
    return {
        "GOOGLE_WALLET_URL": base,
        "GOOGLE_WALLET_TOKEN_URL": f"{base}/token",
        "GOOGLE_WALLET_SAVE_URL": f"{base}/gp/v/save",
    }


class Failed(Exception):
    def __init__(self, status: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.answer = {"error": {"code": status, "message": message, "status": reason}}
        self.status = status


class GoogleWalletStandIn:
    """Made from the settings GOOGLE_WALLET_…, the address of the token endpoint among them."""

    def __init__(self, settings: Settings) -> None:
        google, self.back = settings.google, f"{settings.base_url}/card"
        account = json.loads(Path(google["KEY"]).read_text())
        self.email, self.issuer, self.token_url = account["client_email"], google["ISSUER"], google["TOKEN_URL"]
        self.key = RSAKey.import_key(RSAKey.import_key(account["private_key"]).as_pem(private=False))
        self.kept = Kept(settings.state_dir / OBJECTS_FILE)
        self.tokens: dict[str, float] = {}

    def blueprint(self) -> Blueprint:
        made = Blueprint("google_wallet", __name__)
        made.register_error_handler(Failed, lambda error: (jsonify(error.answer), error.status))
        made.post("/token")(self.token)
        objects = "/walletobjects/v1/<any(genericClass, genericObject):kind>"
        made.post(objects)(self.insert)
        made.get(f"{objects}/<id_>")(self.get)
        made.patch(f"{objects}/<id_>")(self.patch)
        made.get("/gp/v/save/<token>")(self.save)
        return made

    def token(self) -> ResponseReturnValue:
        claims = self._signed_by_us(request.form.get("assertion", ""), "invalid_grant")
        at = time.time()
        good = claims.get("aud") == self.token_url and claims.get("scope") == SCOPE
        in_time = claims.get("iat", at + 99) <= at + 30 and at < claims.get("exp", 0) <= claims["iat"] + TOKEN_SECONDS
        if request.form.get("grant_type") != GRANT or not good or not in_time:
            raise Failed(400, "invalid_grant", "Invalid JWT")
        token = secrets.token_urlsafe(32)
        self.tokens[token] = at + TOKEN_SECONDS
        return jsonify(access_token=token, expires_in=TOKEN_SECONDS - 1, token_type="Bearer")  # noqa: S106  # a kind

    def insert(self, kind: str) -> ResponseReturnValue:
        self._check_token()
        body = self._body(kind)
        if not self.kept.add(kind, body):
            raise Failed(409, "ALREADY_EXISTS", f"A {kind} with this id exists")
        return jsonify(body)

    def get(self, kind: str, id_: str) -> ResponseReturnValue:
        self._check_token()
        return jsonify(self._found(kind, id_))

    def patch(self, kind: str, id_: str) -> ResponseReturnValue:
        self._check_token()
        body = self._found(kind, id_) | self._body(kind, partial=True) | {"id": id_}
        self.kept.change(kind, body)
        return jsonify(body)

    def save(self, token: str) -> ResponseReturnValue:
        """What somebody sees who follows a save link: the card that their telephone would keep."""
        claims = self._signed_by_us(token, "INVALID_ARGUMENT")
        wanted = (claims.get("payload") or {}).get("genericObjects") or []
        if claims.get("aud") != "google" or claims.get("typ") != "savetowallet" or len(wanted) != 1:
            raise Failed(400, "INVALID_ARGUMENT", "This is not a link that saves one card")
        card = self._found("genericObject", wanted[0].get("id", ""))
        return render_template("wallets/google_stand_in.html", card=card, back=self.back)

    def _signed_by_us(self, token: str, reason: str) -> dict[str, Any]:
        try:
            claims = jwt.decode(token, self.key, algorithms=["RS256"]).claims
        except (JoseError, ValueError) as error:
            raise Failed(400, reason, "Invalid JWT signature") from error
        if claims.get("iss") != self.email:
            raise Failed(400, reason, "Invalid issuer")
        return claims

    def _check_token(self) -> None:
        given = request.authorization
        token = given.token if given and given.type == "bearer" else None
        if time.time() >= self.tokens.get(token or "", 0):
            raise Failed(401, "UNAUTHENTICATED", "Request had invalid authentication credentials")

    def _found(self, kind: str, id_: str) -> dict[str, Any]:
        body = self.kept.find(kind, id_)
        if body is None:
            raise Failed(404, "NOT_FOUND", f"No {kind} with this id")
        return body

    def _body(self, kind: str, *, partial: bool = False) -> dict[str, Any]:
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            raise Failed(400, "INVALID_ARGUMENT", "Invalid JSON payload received")
        if fault := self._fault(kind, body, partial=partial):
            raise Failed(400, "INVALID_ARGUMENT", f"Invalid resource: {fault}")
        return body

    def _fault(self, kind: str, body: dict[str, Any], *, partial: bool) -> str | None:
        """What Google would not take."""
        named = "id" in body or not partial
        if named and not re.fullmatch(rf"{self.issuer}\.[\w.-]+", str(body.get("id")), re.ASCII):
            return "id must be the issuer's, a dot, and letters, numbers, dots, underscores and hyphens"
        if kind == "genericClass":
            return None
        if not partial and any(not body.get(name) for name in ("classId", "cardTitle", "header")):
            return "classId, cardTitle and header are needed"
        if "classId" in body and self.kept.find("genericClass", str(body["classId"])) is None:
            return "there is no such class"
        return None if body.get("state", "ACTIVE") in STATES else "there is no such state"
