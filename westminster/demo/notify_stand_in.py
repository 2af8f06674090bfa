"""A stand-in for GOV.UK Notify that speaks the part of its API (version 2) that its own client uses.

Source: docs.notifications.service.gov.uk, REST API, August 2026.
"""

import re
import time
from datetime import UTC
from typing import Any
from uuid import uuid4

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from ..core.clock import now
from .outbox import Outbox

PERMANENT, TEMPORARY = "permanent-failure", "temporary-failure"
# Source: "Testing" in the same documents. The first two are what a test key simulates.
FAILURES = {
    "+447700900002": PERMANENT,
    "+447700900003": TEMPORARY,
    "perm-fail@simulator.notify": PERMANENT,
    "temp-fail@simulator.notify": TEMPORARY,
}
# Accepted and then forgotten.
SMOKE = {
    *("+447700900000", "+447700900111", "+447700900222"),
    *(f"simulate-delivered{n}@notifications.service.gov.uk" for n in ("", "-2", "-3")),
}
# Ours has one template a channel: the portal sends the words, in the reader's language.
TEMPLATES = {
    "6c1e0c5e-7f0b-4a55-9c50-0d6f6c9d7b01": ("email", "((subject))", "((body))"),
    "6c1e0c5e-7f0b-4a55-9c50-0d6f6c9d7b02": ("sms", "", "((body))"),
    "6c1e0c5e-7f0b-4a55-9c50-0d6f6c9d7b03": ("letter", "((subject))", "((body))"),
}
CLOCK_SECONDS = 30
_PLACE = re.compile(r"\(\((.+?)\)\)")


class Failed(Exception):
    def __init__(self, status: int, error: str, message: str) -> None:
        super().__init__(message)
        self.answer = {"status_code": status, "errors": [{"error": error, "message": message}]}
        self.status = status


class NotifyStandIn:
    """`api_key` is name, service id and secret, joined by hyphens, as Notify makes them."""

    def __init__(self, api_key: str, outbox: Outbox) -> None:
        self.service_id, self.secret = api_key[-73:-37], OctKey.import_key(api_key[-36:])
        self.outbox = outbox

    def blueprint(self) -> Blueprint:
        made = Blueprint("notify", __name__)
        made.before_request(self._check_token)
        made.register_error_handler(Failed, lambda error: (jsonify(error.answer), error.status))
        made.post("/v2/notifications/<any(email, sms, letter):kind>")(self.send)
        made.get("/v2/notifications/<id_>")(self.one)
        made.get("/v2/notifications")(self.many)
        made.get("/v2/template/<id_>")(self.template)
        made.post("/v2/template/<id_>/preview")(self.preview)
        return made

    def send(self, kind: str) -> ResponseReturnValue:
        asked = _body()
        recipient = _RECIPIENT[kind](asked)
        template = _template(asked.get("template_id"), kind)
        subject, body = _filled(template, asked)
        row = {
            "id": str(uuid4()),
            "reference": asked.get("reference"),
            "type": kind,
            "recipient": recipient,
            "template": template,
            "subject": subject,
            "body": body,
            "status": FAILURES.get(recipient, "received" if kind == "letter" else "delivered"),
            "created_at": now().astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        }
        if recipient not in SMOKE:
            self.outbox.add(row)
        content = {"body": body, **({} if kind == "sms" else {"subject": subject})}
        uri = _url(f"notifications/{row['id']}")
        return jsonify(**_named(row), content=content, uri=uri, scheduled_for=None), 201

    def one(self, id_: str) -> ResponseReturnValue:
        row = self.outbox.find(id_)
        if row is None:
            raise Failed(404, "NoResultFound", "No result found")
        return jsonify(_shown(row))

    def many(self) -> ResponseReturnValue:
        asked = request.args
        rows = self.outbox.page(
            older_than=asked.get("older_than"),
            reference=asked.get("reference"),
            status=asked.get("status"),
            type=asked.get("template_type"),
        )
        links = {"current": request.url}
        if rows:
            links["next"] = _url(f"notifications?older_than={rows[-1]['id']}")
        return jsonify(notifications=[_shown(row) for row in rows], links=links)

    def template(self, id_: str) -> ResponseReturnValue:
        kind, subject, body = TEMPLATES[_template(id_)]
        return jsonify(id=id_, type=kind, version=1, subject=subject or None, body=body)

    def preview(self, id_: str) -> ResponseReturnValue:
        subject, body = _filled(_template(id_), _body())
        return jsonify(id=id_, type=TEMPLATES[id_][0], version=1, subject=subject or None, body=body)

    def _check_token(self) -> None:
        given = request.authorization
        if given is None or given.type != "bearer":
            raise Failed(401, "AuthError", "Unauthorized: authentication token must be provided")
        try:
            claims = jwt.decode(given.token or "", self.secret, algorithms=["HS256"]).claims
        except (JoseError, ValueError) as error:
            raise Failed(403, "AuthError", "Invalid token: API key not found") from error
        if claims.get("iss") != self.service_id:
            raise Failed(403, "AuthError", "Invalid token: service not found")
        if abs(time.time() - claims.get("iat", 0)) > CLOCK_SECONDS:
            raise Failed(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")


def _body() -> dict[str, Any]:
    asked = request.get_json(silent=True)
    if not isinstance(asked, dict):
        raise Failed(400, "BadRequestError", "Invalid JSON supplied in POST data")
    return asked


def _email(asked: dict[str, Any]) -> str:
    try:
        return str(validate_email(asked.get("email_address") or "", check_deliverability=False).normalized)
    except EmailNotValidError as error:
        raise Failed(400, "ValidationError", "email_address is not a valid email address") from error


def _phone(asked: dict[str, Any]) -> str:
    """In E.164. Numbers for drama (07700 900xxx) are possible, not valid."""
    try:
        number = phonenumbers.parse(asked.get("phone_number") or "", "GB")
    except phonenumbers.NumberParseException as error:
        raise Failed(400, "ValidationError", "phone_number must be a number") from error
    if not phonenumbers.is_possible_number(number):
        raise Failed(400, "ValidationError", "phone_number has the wrong number of digits")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _letter(asked: dict[str, Any]) -> str:
    filled = asked.get("personalisation") or {}
    lines = [str(filled[f"address_line_{n}"]) for n in range(1, 8) if filled.get(f"address_line_{n}")]
    if len(lines) < 3:
        raise Failed(400, "ValidationError", "Address must be at least 3 lines")
    return "\n".join(lines)


_RECIPIENT = {"email": _email, "sms": _phone, "letter": _letter}


def _template(id_: Any, kind: str | None = None) -> str:
    if id_ not in TEMPLATES:
        raise Failed(400 if kind else 404, "BadRequestError" if kind else "NoResultFound", "Template not found")
    if kind and TEMPLATES[id_][0] != kind:
        raise Failed(400, "BadRequestError", f"{TEMPLATES[id_][0]} template is not suitable for {kind} notification")
    return str(id_)


def _filled(template: str, asked: dict[str, Any]) -> tuple[str, str]:
    """Subject and body with their places filled in; a list becomes bullets."""
    given = asked.get("personalisation") or {}
    _, subject, body = TEMPLATES[template]
    missing = sorted(set(_PLACE.findall(subject + body)) - set(given))
    if missing:
        raise Failed(400, "BadRequestError", f"Missing personalisation: {', '.join(missing)}")

    def fill(text: str) -> str:
        return _PLACE.sub(lambda place: _said(given[place[1]]), text)

    return fill(subject), fill(body)


def _said(value: Any) -> str:
    return "".join(f"\n* {item}" for item in value) if isinstance(value, list) else str(value)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    template = {"id": row["template"], "version": 1, "uri": _url(f"template/{row['template']}")}
    return {"id": row["id"], "reference": row["reference"], "template": template}


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    kind = row["type"]
    lines = row["recipient"].splitlines() if kind == "letter" else []
    return {
        **_named(row),
        "type": kind,
        "status": row["status"],
        "email_address": row["recipient"] if kind == "email" else None,
        "phone_number": row["recipient"] if kind == "sms" else None,
        **{f"line_{n}": lines[n - 1] if n <= len(lines) else None for n in range(1, 8)},
        "subject": row["subject"] or None,
        "body": row["body"],
        "created_at": row["created_at"],
        "sent_at": row["created_at"],
        "completed_at": row["created_at"],
    }


def _url(rest: str) -> str:
    return f"{request.host_url}v2/{rest}"
