"""A college that answers by the Eligibility Verification API, made from its published description.

Source: docs.calitp.org/eligibility-api/specification. With another library for the tokens than the portal's client.
`fault` breaks the next answers; see FAULTS.
"""

import json
import uuid
from collections.abc import Callable
from hmac import compare_digest
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from ..core.agency_settings import Agency
from ..core.clock import now

CATEGORY, NAME, ISSUER = "student", "Thameside College", "thameside-college"
HEADER, ALGORITHMS = "X-Server-API-Key", "ES256 ECDH-ES+A256KW A256CBC-HS512"
KEY_FILE = "eligibility-server-key.pem"
# Who is enrolled: number and last name. Maria Santos has a card; Priya Nair has none yet.
ENROLLED = {("TC204817", "santos"), ("TC204825", "nair")}
_FIELDS = {"jti", "iss", "iat", "agency", "eligibility", "sub", "name"}

Payload = dict[str, Any]
FAULTS: dict[str, Callable[[Payload], Payload]] = {
    "wrong_issuer": lambda told: told | {"iss": "elsewhere"},
    "no_issuer": lambda told: {name: value for name, value in told.items() if name != "iss"},
    "wrong_request": lambda told: told | {"jti": str(uuid.uuid4())},
    "expired": lambda told: told | {"iat": told["iat"] - 600},
    "of_tomorrow": lambda told: told | {"iat": told["iat"] + 86_400},
    "no_time": lambda told: told | {"iat": "now"},
    "another_type": lambda told: told | {"eligibility": ["senior"]},
    "more_types": lambda told: told | {"eligibility": [CATEGORY, "senior"]},
    "types_as_text": lambda told: told | {"eligibility": CATEGORY},
    "types_and_error": lambda told: told | {"error": {"sub": "invalid"}},
    "another_error": lambda told: told | {"error": {"name": "missing"}, "eligibility": []},
}


class EligibilityStandIn:
    def __init__(self, agency: Agency, folder: Path) -> None:
        self._agency = agency
        self._key = ECKey.import_key((folder / KEY_FILE).read_text())
        self._client = ECKey.import_key(agency.own_key)
        self.fault: str | None = None

    def blueprint(self) -> Blueprint:
        made = Blueprint("eligibility", __name__)
        made.get("/verify")(self.verify)
        return made

    def verify(self) -> ResponseReturnValue:
        key = request.headers.get(HEADER, "")
        if self.fault == "forbidden" or not compare_digest(key.encode(), self._agency.headers[HEADER].encode()):
            return {"message": "Forbidden"}, 403
        try:
            asked = self._opened(request.headers.get("Authorization", "").removeprefix("Bearer "))
        except (JoseError, ValueError):
            return {"message": "Bad request"}, 400
        told, status = self._answer(asked)
        told = FAULTS.get(self.fault or "", lambda same: same)(told)
        return Response(self._sealed(told), status, content_type="text/plain; charset=UTF-8")

    def _answer(self, asked: Payload) -> tuple[Payload, int]:
        told: Payload = {"jti": asked["jti"], "iss": ISSUER, "iat": int(now().timestamp())}
        if missing := [name for name in sorted(_FIELDS) if not asked.get(name)]:
            return told | {"error": dict.fromkeys(missing, "missing")}, 400
        if not asked["sub"].upper().startswith("TC"):
            return told | {"error": {"sub": "invalid"}}, 400
        known = (asked["sub"].upper(), asked["name"].casefold()) in ENROLLED
        return told | {"eligibility": [CATEGORY] if known and CATEGORY in asked["eligibility"] else []}, 200

    def _opened(self, token: str) -> Payload:
        """What was signed by the portal and encrypted for us. Raises JoseError, ValueError."""
        inner = jwe.decrypt_compact(token, self._key, algorithms=ALGORITHMS.split()[1:]).plaintext
        payload = jws.deserialize_compact(inner or b"", self._client, algorithms=["ES256"]).payload
        told = json.loads(payload)
        if not isinstance(told, dict) or not isinstance(told.get("jti"), str):
            raise ValueError("no question")  # noqa: TRY004  # as any that makes no sense
        return told

    def _sealed(self, told: Payload) -> str:
        signed_with = ECKey.generate_key("P-256") if self.fault == "wrong_signature" else self._key
        encrypted_for = ECKey.generate_key("P-256") if self.fault == "for_another" else self._client
        sign, key, content = ALGORITHMS.split()
        signed = jws.serialize_compact({"typ": "JWS", "alg": sign}, json.dumps(told), signed_with, algorithms=[sign])
        if self.fault == "not_encrypted":
            return signed
        header = {"typ": "JWE", "alg": key, "enc": content}
        return jwe.encrypt_compact(header, signed, encrypted_for, algorithms=[key, content])
