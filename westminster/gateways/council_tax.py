"""Asking the council's own Council Tax records whether a household is there."""

from enum import Enum

import httpx

from ..core import settings
from ..core.errors import GatewayDown

TIMEOUT_SECONDS = 3


class Match(Enum):
    """What the records say of account number, surname and postcode together, never of one of them."""

    MATCHED = "matched"
    NOT_MATCHED = "not_matched"
    CANNOT_TELL = "cannot_tell"


def connect() -> "CouncilTax":
    """The matching service of the settings. Raises GatewayDown when they have none."""
    known = settings.current()
    if not known.council_tax_url or not known.council_tax_token:
        raise GatewayDown("council_tax")
    return CouncilTax(known.council_tax_url, known.council_tax_token)


class CouncilTax:
    def __init__(self, url: str, token: str, timeout: float = TIMEOUT_SECONDS) -> None:
        self._url, self._token, self._timeout = url.rstrip("/"), token, timeout

    def match(self, account_number: str, surname: str, postcode: str) -> Match:
        """Raises GatewayDown, also when the answer makes no sense."""
        asked = {"account_number": account_number, "surname": surname, "postcode": postcode}
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            answer = httpx.post(f"{self._url}/match", json=asked, headers=headers, timeout=self._timeout)
            answer.raise_for_status()
            return Match(answer.json()["result"])
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise GatewayDown("council_tax") from error
