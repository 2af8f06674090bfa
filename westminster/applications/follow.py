"""Follow an application without signing in: a code to the contact on file opens its status for a while."""

import hashlib
from datetime import datetime, timedelta
from typing import NotRequired, TypedDict

from ..core import limits
from ..core.clock import now
from ..core.errors import Refused
from ..core.ids import new_token
from ..core.settings import current
from ..core.words import N_
from ..messages.codes import check_code, send_code
from ..residents.service import contact_for_code
from . import service
from .models import Application

STAYS_OPEN = timedelta(minutes=15)
ASKS_IN_AN_HOUR = 5  # for one reference
ASKS_FROM_ONE_PLACE = 30  # a library's computers share an address
TOO_OFTEN = N_("You asked for many codes. Wait an hour, or call 020 7946 0123.")


class Visit(TypedDict):
    """What the session keeps. `until` is an ISO instant, there once the code was right."""

    key: str
    application: int | None
    until: NotRequired[str]


def ask(reference: str, network_address: str) -> Visit:
    """Send a code to whoever sent this application, if there is one; the answer looks the same if not. Raises Refused."""
    hour = timedelta(hours=1)
    here = limits.allow(f"follow-from:{_hidden(network_address)}", ASKS_FROM_ONE_PLACE, hour)
    if not limits.allow(f"follow:{reference}", ASKS_IN_AN_HOUR, hour) or not here:
        raise Refused(TOO_OFTEN, "reference")
    found = service.find_by_reference(reference)
    visit = Visit(key=new_token(), application=found.id if found else None)
    reach = contact_for_code(found.resident) if found else None
    send_code(reach, f"follow:{visit['key']}", about=f"resident:{found.resident_id}" if found else "nobody")
    return visit


def open_with(visit: Visit, code: str) -> Visit:
    """The visit, open for a while. Raises Refused for a wrong or old code."""
    check_code(f"follow:{visit['key']}", code)
    return {**visit, "until": (now() + STAYS_OPEN).isoformat()}


def application_of(visit: Visit | None) -> Application | None:
    """What an open visit may see; None when it is not open, or no more."""
    if visit is None or datetime.fromisoformat(visit.get("until", "2000-01-01T00:00Z")) <= now():
        return None
    return Application.get_or_none(Application.id == visit["application"])


def _hidden(network_address: str) -> str:
    """As a keyed hash: limits are kept without personal data."""
    return hashlib.sha256(f"{current().secret_key}:{network_address}".encode()).hexdigest()[:24]
