"""Sending notices through GOV.UK Notify, by its own client.

Notify has one template a channel, "((subject))" and "((body))"; the words are the portal's, in the reader's language.
"""

from collections.abc import Mapping
from typing import Any, Literal

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from ..core import settings
from ..core.errors import GatewayDown

Channel = Literal["email", "text", "letter"]
TIMEOUT_SECONDS = 8
LETTER_LINES = 7


class Undeliverable(Exception):
    """Notify will never send this: a wrong address or number. Trying again is of no use."""


def connect() -> "Notify":
    """Notify as the settings have it. Raises GatewayDown when they have none."""
    known = settings.current()
    if not known.notify_api_key:
        raise GatewayDown("notify")
    return Notify(known.notify_api_key, known.notify_url, known.notify_templates)


class Notify:
    """One per thread: the client is not for sharing. Every verb raises GatewayDown.

    `templates` has the id of a template of Notify for EMAIL, TEXT and LETTER.
    """

    def __init__(self, api_key: str, url: str, templates: Mapping[str, str], timeout: float = TIMEOUT_SECONDS) -> None:
        self._client = NotificationsAPIClient(api_key, base_url=url, timeout=timeout)
        self._templates = templates

    def send(self, channel: Channel, address: str, subject: str, body: str, reference: str) -> None:
        """Hand over one notice. `reference` is ours, and says nothing about the person. Raises Undeliverable."""
        template = self._templates[channel.upper()]
        words = {"subject": subject, "body": body}
        match channel:
            case "email":
                self._ask("send_email_notification", address, template, words, reference)
            case "text":
                self._ask("send_sms_notification", address, template, {"body": body}, reference)
            case "letter":
                self._ask("send_letter_notification", template, {**words, **_lines(address)}, reference)

    def sent_before(self, reference: str) -> bool:
        """Whether Notify has a notice with this reference: for a worker that ended between sending and noting it."""
        answer = self._ask("get_all_notifications", reference=reference)
        if not isinstance(answer, dict) or not isinstance(answer.get("notifications"), list):
            raise GatewayDown("notify")
        return bool(answer["notifications"])

    def _ask(self, verb: str, *args: Any, **named: Any) -> Any:
        try:
            return getattr(self._client, verb)(*args, **named)
        except APIError as error:
            if error.status_code == 400:
                raise Undeliverable from error
            raise GatewayDown("notify") from error


def _lines(address: str) -> dict[str, str]:
    """The lines of a postal address, the last one the postcode, as Notify names them."""
    lines = [line for line in address.splitlines() if line.strip()]
    kept = lines if len(lines) <= LETTER_LINES else [*lines[: LETTER_LINES - 2], ", ".join(lines[5:-1]), lines[-1]]
    return {f"address_line_{number}": line for number, line in enumerate(kept, 1)}
