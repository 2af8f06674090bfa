"""Which looks of staff at their details a person reads about, and why each was."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from ..accounts.act_rules import ROLES
from ..audit.service import about
from ..core.words import N_, Words

MOST = 50
# By the codes of people.SEEN_BECAUSE, said to the person.
TOLD = {
    "case": N_("To deal with your application"),
    "identity": N_("You proved something about yourself that was not as we knew it"),
    "called": N_("You called or wrote to us"),
    "here": N_("You were with us"),
    "asked_for": N_("Somebody who may act for you asked"),
    "mistake": N_("To put a mistake right"),
    "misuse": N_("To look into misuse of a card"),
}


@dataclass(frozen=True)
class Seen:
    """`roles` are those of the member of staff on that day; `why` is None where the trail has no reason that we know."""

    at: datetime
    roles: list[Words]
    why: Words | None


def seen(resident_id: int) -> list[Seen]:
    """The last looks, newest first."""
    entries = islice(about(f"resident:{resident_id}", ("person.read",)), MOST)
    return [_seen(entry.at, json.loads(entry.detail)) for entry in entries]


def _seen(at: datetime, detail: dict[str, str]) -> Seen:
    held = detail.get("roles", "").split()
    return Seen(at, [role.name for slug, role in ROLES.items() if slug in held], TOLD.get(detail.get("why", "")))
