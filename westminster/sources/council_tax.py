"""The Council Tax check: five tries, an answer that never says which part failed, no number kept."""

from datetime import date, timedelta
from enum import Enum
from typing import Protocol

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.sealing import keyed_hash
from ..residents.models import Resident
from .extract import Extract, Match, account_hash, in_use, why_not
from .extract_rules import plain
from .models import CouncilTaxCheck

TRIES = 5
WINDOW = timedelta(days=28)  # as long as a draft lives: after five tries a person looks
TWICE = timedelta(minutes=1)  # the same sent again so soon is the same try
_SPENT = ("asked", "not_matched")  # without an extract that can tell, no try is spent


class Outcome(Enum):
    MATCHED = "matched"
    NOT_MATCHED = "not_matched"
    NO_ANSWER = "no_answer"
    NO_TRIES_LEFT = "no_tries_left"


_OUTCOMES = {
    Match.MATCHED: Outcome.MATCHED,
    Match.NOT_MATCHED: Outcome.NOT_MATCHED,
    Match.CANNOT_TELL: Outcome.NO_ANSWER,
}


class Records(Protocol):
    """What the check asks; `Extract` is one."""

    def match(self, account_number: str, first: str, last: str, postcode: str) -> Match: ...


def try_match(
    resident_id: int,
    account_number: str,
    first: str,
    last: str,
    postcode: str,
    *,
    actor: str,
    records: Records | None = None,
) -> Outcome:
    """Ask the council's records once. The try is counted and kept before they are asked."""
    check = _count_try(resident_id, account_number, _person(first, last, postcode), postcode)
    if check is None:
        return Outcome.NO_TRIES_LEFT
    answer = (records or Extract()).match(account_number, first, last, postcode)
    _keep_answer(check, answer, actor)
    return _OUTCOMES[answer]


def tries_left(resident_id: int) -> int:
    """How often this person may still try before a person has to look."""
    spent = (
        CouncilTaxCheck.select()
        .where(CouncilTaxCheck.resident == resident_id)
        .where(CouncilTaxCheck.result.in_(_SPENT), CouncilTaxCheck.asked_at > now() - WINDOW)
        .count()
    )
    return max(0, TRIES - spent)


def list_of() -> date | None:
    """The day of the list that we look in; None while nothing can be told from it."""
    found = in_use()
    return found.extracted_on if found and why_not() is None else None


def match_of(resident_id: int, first: str, last: str, postcode: str) -> CouncilTaxCheck | None:
    """The newest match of this person under this very name and postcode, not older than a draft may be."""
    return (
        CouncilTaxCheck.select()
        .where(CouncilTaxCheck.resident == resident_id, CouncilTaxCheck.result == "matched")
        .where(CouncilTaxCheck.asked_at > now() - WINDOW)
        .where(CouncilTaxCheck.household_hash == _person(first, last, postcode))
        .order_by(CouncilTaxCheck.asked_at.desc(), CouncilTaxCheck.id.desc())
        .first()
    )


def last_match(resident_id: int, first: str, last: str, postcode: str) -> CouncilTaxCheck | None:
    """The newest match of this person under this very name and postcode, however old."""
    matches = CouncilTaxCheck.select().where(
        CouncilTaxCheck.resident == resident_id,
        CouncilTaxCheck.result == "matched",
        CouncilTaxCheck.household_hash == _person(first, last, postcode),
    )
    return matches.order_by(CouncilTaxCheck.asked_at.desc(), CouncilTaxCheck.id.desc()).first()


def still_matches(check: CouncilTaxCheck, first: str, last: str, *, actor: str) -> bool:
    """Whether the extract of today has them in the household of that match. No number is asked, so no try is spent."""
    answer = Extract().match_again(check.account_hash, first, last)
    subject = f"resident:{check.resident_id}"
    record("council_tax.checked", actor=actor, subject=subject, check=check.id, result=answer.value)
    return answer is Match.MATCHED


def forget_tries() -> int:
    """Tries without a match have done their work when they count no more: how many went. A match is asked again later."""
    old = CouncilTaxCheck.asked_at <= now() - WINDOW
    return int(CouncilTaxCheck.delete().where(old, CouncilTaxCheck.result != "matched").execute())


def _count_try(resident_id: int, account_number: str, person: str, postcode: str) -> CouncilTaxCheck | None:
    question = {"resident": resident_id, "account_hash": account_hash(account_number, postcode)}
    question["household_hash"] = person
    with atomic():
        list(locked(Resident.select(Resident.id).where(Resident.id == resident_id)))  # one try at a time
        moment_ago = (CouncilTaxCheck.asked_at > now() - TWICE) & CouncilTaxCheck.result.in_(_SPENT)
        if same := CouncilTaxCheck.select().where(moment_ago).filter(**question).first():
            return same
        if tries_left(resident_id) == 0:
            return None
        ending = plain(account_number)[-3:]
        return CouncilTaxCheck.create(**question, account_ending=ending, result="asked", asked_at=now())


def _keep_answer(check: CouncilTaxCheck, answer: Match, actor: str) -> None:
    with atomic():
        check.result = answer.value
        check.save()
        subject = f"resident:{check.resident_id}"
        record("council_tax.checked", actor=actor, subject=subject, check=check.id, result=answer.value)


def _person(first: str, last: str, postcode: str) -> str:
    """A hash of name and postcode, as they are written but for case and spaces."""
    return keyed_hash(" ".join(f"{first} {last}".casefold().split()), plain(postcode), purpose="council tax person")
