"""Ask lists and agencies whether somebody is of a category. They can say yes; everything else waits for a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..audit.service import record
from ..core import settings
from ..core.agency_settings import PREFIX, Agency
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.errors import GatewayDown, NotFound, Refused
from ..core.ids import new_token
from ..core.sealing import keyed_hash
from ..core.settings import SettingsError
from ..core.words import N_
from ..gateways import eligibility
from ..gateways.eligibility import Answer
from ..proofs.models import Proof
from ..proofs.rules import CATEGORIES
from ..proofs.service import ended_by_us, held_by, record_proof
from ..residents.models import Resident
from . import lists
from .models import SourceAsk

TRIES, WINDOW, TWICE = 5, timedelta(days=28), timedelta(minutes=1)
NO_TRIES = N_("You have asked 5 times. A person looks now, so show it at a library.")
_NEEDED = N_("Enter your number")
_WAITS = SourceAsk.settled_at.is_null() & (SourceAsk.result != "yes")  # also where we were stopped half way
Ask = Callable[[Agency, str, str], Answer]


@dataclass(frozen=True)
class Paper:
    """One that a person has seen and not copied; `ending` is the end of its number, `until_on` when it ends."""

    kind: str
    ending: str
    dated_on: date | None
    until_on: date | None


@dataclass(frozen=True)
class Standing:
    """Where somebody stands with a category: the proof they hold, or since when a person is to look.

    `not_found`: all who were asked last could tell, and none knew them.
    """

    proof: Proof | None
    waits_since: date | None
    not_found: bool


def categories() -> list[str]:
    """Those that a list or an agency answers for now, in the order in which we show categories."""
    known = {one.category for one in lists.in_use()} | set(settings.current().agencies)
    return [slug for slug in CATEGORIES if slug in known]


def check_agencies() -> None:
    """Raises SettingsError for an agency of a category that there is not, or for which its file lets none answer."""
    for slug in settings.current().agencies:
        known = CATEGORIES.get(slug)
        if known is None or "eligibility_api" not in known.on(today()).checked_by:
            why = "no category that says eligibility_api in its checked_by"
            raise SettingsError(f"{PREFIX}{slug.upper()}_URL: {slug} is {why}")


def who_answers(category: str) -> list[str]:
    """The names of those who are asked."""
    agency = settings.current().agencies.get(category)
    return [one.partner for one in lists.in_use(category)] + ([agency.name] if agency else [])


def number_label(category: str) -> str | None:
    """What the agency calls the number of somebody there; None where only lists are asked."""
    agency = settings.current().agencies.get(category)
    return agency.number if agency else None


def may_ask(resident: Resident) -> bool:
    """Whether we know who somebody is: they told us, and something of it was shown once."""
    return resident.born_on is not None and bool(held_by(resident.id, today()))


def standing(resident_id: int, category: str) -> Standing:
    proofs = [proof for proof in held_by(resident_id, today()) if proof.fact == category]
    of = (SourceAsk.resident == resident_id) & (SourceAsk.category == category)
    waits = [] if proofs else list(SourceAsk.select().where(_WAITS, of).order_by(SourceAsk.id))
    not_found = bool(waits) and waits[-1].result == "not_found"
    return Standing(proofs[0] if proofs else None, waits[0].asked_at.date() if waits else None, not_found)


def check(resident: Resident, category: str, number: str, *, ask: Ask = eligibility.ask) -> bool:
    """Ask all who answer for a category; True when one says yes, which is a proof then. Else a person is to look.

    Counted before anybody is asked; a system that is down costs no try, nor does the same sent twice. Raises Refused.
    Not in a transaction.
    """
    if standing(resident.id, category).proof:
        return True
    agency = settings.current().agencies.get(category)
    if agency and not number and not lists.in_use(category):
        raise Refused(_NEEDED, "number")
    try_of = _count(resident, category, number)
    if try_of is None:
        return False
    found = lists.look_up(category, number, resident.full_name, resident.born_on) if resident.born_on else None
    if found:
        return _yes(try_of, "partner_list", until_on=found.until_on, list=found.list_id)
    answer = _of_agency(try_of, agency, number, resident.surname, ask) if agency and number else None
    if answer is Answer.YES and agency:
        return _yes(try_of, "eligibility_api", agency=agency.name)
    could_tell = answer is not None or lists.can_tell(category)
    _keep(try_of, "not_found" if could_tell and try_of.agency_answered is not False else "cannot_tell")
    if answer is Answer.BAD_NUMBER and agency:
        raise Refused(N_("Check the number: %(agency)s has none like this.", agency=agency.name), "number")
    return False


def tries_left(resident_id: int, category: str) -> int:
    spent = SourceAsk.select().where(SourceAsk.resident == resident_id, SourceAsk.category == category)
    spent = spent.where(SourceAsk.asked_at > now() - WINDOW, SourceAsk.result.in_(("asked", "not_found")))
    return max(0, TRIES - spent.count())


def waiting() -> list[SourceAsk]:
    """Who waits for a person, once for each category, the longest first."""
    first: dict[tuple[int, str], SourceAsk] = {}
    for one in SourceAsk.select(SourceAsk, Resident).join(Resident).where(_WAITS).order_by(SourceAsk.id):
        first.setdefault((one.resident_id, one.category), one)
    return list(first.values())


def wait_for_person(resident: Resident, category: str, *, actor: str | None = None) -> None:
    """Put somebody on the page of those who come to show something; who waits already waits on. `actor`: not they said so."""
    who = f"resident:{resident.id}"
    with atomic():
        list(locked(Resident.select(Resident.id).where(Resident.id == resident.id)))  # once
        if waits(resident.id, category):
            return
        question = keyed_hash(category, new_token(10), purpose="source question")
        one = SourceAsk.create(
            public_id=new_token(10),
            resident=resident,
            category=category,
            question_hash=question,
            result="cannot_tell",
            asked_at=now(),
        )
        record("source.asked", actor=actor or who, subject=who, ask=one.id, category=category, result=one.result)


def waits(resident_id: int, category: str) -> bool:
    """Whether a person is to look, also where an earlier proof still counts."""
    of = (SourceAsk.resident == resident_id) & (SourceAsk.category == category)
    return bool(SourceAsk.select().where(_WAITS, of).exists())


def stop_waiting(resident_id: int) -> None:
    """They come to show nothing any more."""
    SourceAsk.update(settled_at=now()).where(SourceAsk.resident == resident_id, _WAITS).execute()


def forget_asked() -> int:
    """What was asked, was no yes and waits for nobody goes when it counts no more: how many went."""
    old = (SourceAsk.asked_at <= now() - WINDOW) & SourceAsk.settled_at.is_null(False)
    return int(SourceAsk.delete().where(old, SourceAsk.result != "yes").execute())


def find(public_id: str) -> SourceAsk:
    """One that waits. Raises NotFound."""
    found = SourceAsk.select().where(_WAITS, SourceAsk.public_id == public_id).first()
    if found is None:
        raise NotFound
    return found


def settle(public_id: str, paper: Paper | None, *, actor: str) -> None:
    """A person has looked: at a paper, which shows it until it ends at most, or nothing was shown. Raises Refused."""
    with atomic():
        list(locked(SourceAsk.select(SourceAsk.id).where(SourceAsk.public_id == public_id)))  # one answer
        one = find(public_id)
        if paper:
            told: dict[str, Any] = {"source": "in_person", "method": "seen by a person", "from_on": today()}
            told |= {"kind": paper.kind, "ending": paper.ending, "seen_by": actor}
            told["dated_on"] = paper.dated_on.isoformat() if paper.dated_on else None
            record_proof(one.resident_id, one.category, until_on=paper.until_on, actor=actor, ask=one.id, **told)
        _settle(one)
        kind = paper.kind if paper else None
        subject = f"resident:{one.resident_id}"
        record("source.settled", actor=actor, subject=subject, ask=one.id, shown=paper is not None, kind=kind)


def settle_by_proof(proof_id: int) -> None:
    """Nobody waits for what this proof shows."""
    proof = Proof.get_by_id(proof_id)
    same = (SourceAsk.resident == proof.resident_id) & (SourceAsk.category == proof.fact)
    SourceAsk.update(settled_at=now()).where(same, _WAITS).execute()


def _count(resident: Resident, category: str, number: str) -> SourceAsk | None:
    """A try, None where the same was asked a moment ago. Raises Refused."""
    asked = (category, number, resident.full_name, str(resident.born_on))
    question = {"resident": resident.id, "question_hash": keyed_hash(*asked, purpose="source question")}
    with atomic():
        list(locked(Resident.select(Resident.id).where(Resident.id == resident.id)))  # one try at a time
        moment_ago = (SourceAsk.asked_at > now() - TWICE) & (SourceAsk.result != "cannot_tell")
        if SourceAsk.select().where(moment_ago).filter(category=category, **question).exists():
            return None
        if tries_left(resident.id, category) == 0:
            raise Refused(NO_TRIES)
        return SourceAsk.create(public_id=new_token(10), category=category, asked_at=now(), **question)


def _of_agency(try_of: SourceAsk, agency: Agency, number: str, last_name: str, ask: Ask) -> Answer | None:
    try:
        answer = ask(agency, number, last_name)
    except GatewayDown:
        try_of.agency_answered = False
        return None
    try_of.agency_answered = True
    return answer


def _yes(try_of: SourceAsk, source: str, **detail: Any) -> bool:
    """Make it a proof; where that contradicts what we know of the person, a person is to look.

    So it is when staff have ended the last proof of the same: they knew something that the source may not.
    """
    who = f"resident:{try_of.resident_id}"
    told = {"source": source, "method": "match", "from_on": today(), "actor": who, "ask": try_of.id}
    with atomic():
        if ended_by_us(try_of.resident_id, try_of.category):
            _keep(try_of, "cannot_tell")
            return False
        try:
            record_proof(try_of.resident_id, try_of.category, **told, **detail)
        except Refused:
            _keep(try_of, "cannot_tell")
            return False
        _keep(try_of, "yes")
        _settle(try_of)
    return True


def _keep(try_of: SourceAsk, result: str) -> None:
    with atomic():
        try_of.result = result
        try_of.save(only=[SourceAsk.result, SourceAsk.agency_answered])
        subject = f"resident:{try_of.resident_id}"
        record("source.asked", actor=subject, subject=subject, ask=try_of.id, category=try_of.category, result=result)


def _settle(one: SourceAsk) -> None:
    """All that waited for the same."""
    same = (SourceAsk.resident == one.resident_id) & (SourceAsk.category == one.category)
    SourceAsk.update(settled_at=now()).where(same, SourceAsk.settled_at.is_null()).execute()
