"""The Council Tax check: five tries, an answer that never says which part failed, no number kept."""

import hmac
import unicodedata
from datetime import timedelta
from enum import Enum
from typing import Protocol

from ..audit.service import record
from ..core import settings
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.errors import GatewayDown
from ..gateways import council_tax
from ..gateways.council_tax import Match
from ..residents.models import Resident
from .models import CouncilTaxCheck

TRIES = 5
WINDOW = timedelta(days=28)  # as long as a draft lives: after five tries a person looks
_SPENT = ("asked", "not_matched", "cannot_tell")  # a system that was down costs no try


class Outcome(Enum):
    MATCHED = "matched"
    NOT_MATCHED = "not_matched"
    NO_ANSWER = "no_answer"
    NO_TRIES_LEFT = "no_tries_left"


class Records(Protocol):
    """What the check asks; `westminster.gateways.council_tax.CouncilTax` is one."""

    def match(self, account_number: str, surname: str, postcode: str) -> Match: ...


def try_match(
    resident_id: int,
    account_number: str,
    surname: str,
    postcode: str,
    *,
    actor: str,
    records: Records | None = None,
) -> Outcome:
    """Ask the council's records once. The try is counted and kept before they are asked.

    Call it outside a transaction: the records may take seconds to answer.
    """
    check = _count_try(resident_id, account_number, surname, postcode)
    if check is None:
        return Outcome.NO_TRIES_LEFT
    try:
        answer = (records or council_tax.connect()).match(_plain(account_number), surname, postcode).value
    except GatewayDown:
        answer = "no_answer"
    _keep_answer(check, answer, actor)
    if answer == "no_answer":
        return Outcome.NO_ANSWER
    return Outcome.MATCHED if answer == "matched" else Outcome.NOT_MATCHED


def tries_left(resident_id: int) -> int:
    """How often this person may still try before a person has to look."""
    spent = (
        CouncilTaxCheck.select()
        .where(CouncilTaxCheck.resident == resident_id)
        .where(CouncilTaxCheck.result.in_(_SPENT), CouncilTaxCheck.asked_at > now() - WINDOW)
        .count()
    )
    return max(0, TRIES - spent)


def match_of(resident_id: int, surname: str, postcode: str) -> CouncilTaxCheck | None:
    """The newest match of this person under this very surname and postcode, not older than a draft may be."""
    return (
        CouncilTaxCheck.select()
        .where(CouncilTaxCheck.resident == resident_id, CouncilTaxCheck.result == "matched")
        .where(CouncilTaxCheck.asked_at > now() - WINDOW)
        .where(CouncilTaxCheck.household_hash == _keyed(_plain(surname), _plain(postcode)))
        .order_by(CouncilTaxCheck.asked_at.desc(), CouncilTaxCheck.id.desc())
        .first()
    )


def _count_try(resident_id: int, account_number: str, surname: str, postcode: str) -> CouncilTaxCheck | None:
    with atomic():
        list(locked(Resident.select(Resident.id).where(Resident.id == resident_id)))  # one try at a time
        if tries_left(resident_id) == 0:
            return None
        return CouncilTaxCheck.create(
            resident=resident_id,
            account_hash=_keyed(_plain(account_number)),
            account_ending=_plain(account_number)[-3:],
            household_hash=_keyed(_plain(surname), _plain(postcode)),
            result="asked",
            asked_at=now(),
        )


def _keep_answer(check: CouncilTaxCheck, answer: str, actor: str) -> None:
    with atomic():
        check.result = answer
        check.save()
        record(
            "council_tax.checked", actor=actor, subject=f"resident:{check.resident_id}", check=check.id, result=answer
        )


def _plain(text: str) -> str:
    """Letters and digits in one case, so that spaces and hyphens make no difference."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum()).upper()


def _keyed(*parts: str) -> str:
    """A hash that nobody can find the text to without our key; numbers are short enough to be guessed."""
    key = b"council tax check" + settings.current().secret_key.encode()
    return hmac.digest(key, "\x1f".join(parts).encode(), "sha256").hex()
