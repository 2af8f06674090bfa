"""Each source and gateway: whether it is on, and how fresh what it says is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from peewee import fn

from ..accounts.models import Identity
from ..core import settings
from ..core.agency_settings import Agency
from ..core.db import as_instant
from ..core.words import N_, Words
from ..evidence.models import EvidenceFile
from ..messages.models import Message
from . import extract, lists
from .models import SourceAsk

_ON, _OFF = N_("On"), N_("Off: a person looks instead")
_WHY_NOT = {
    "none": N_("Off: there is no extract yet, so a person looks instead"),
    "other_key": N_("Cannot tell: SECRET_KEY has changed. Import the extract again"),
    "stale": N_("Cannot tell: the extract is older than 3 days. Import a new one"),
}


@dataclass(frozen=True)
class Row:
    """`name` is ours, or the source's own text; `of` the day of what it knows, of `count` households or people."""

    name: Words | str
    works: bool
    state: Words
    of: date | None = None
    count: int | None = None
    answered_at: datetime | None = None


def rows() -> list[Row]:
    """Those that answer about people first, then those that carry something to them."""
    agencies = map(_agency, settings.current().agencies.values())
    return [_council_tax(), _identity(), *agencies, *_lists(), _virus_check(), *_carriers()]


def _council_tax() -> Row:
    newest, why = extract.in_use(), extract.why_not()
    of, count = (newest.extracted_on, newest.households) if newest else (None, None)
    return Row(N_("Council Tax"), why is None, _WHY_NOT[why] if why else _ON, of, count)


def _identity() -> Row:
    oidc = settings.current().resident_oidc
    on = oidc is not None and oidc.proves_identity
    told = as_instant(Identity.select(fn.MAX(Identity.told_at)).scalar(as_tuple=True)[0])
    return Row(N_("Proven identity"), on, _ON if on else _OFF, answered_at=told)


def _agency(agency: Agency) -> Row:
    """Whether the newest question had an answer, and when one last had."""
    asked = SourceAsk.select().where(SourceAsk.category == agency.category)
    newest = asked.where(SourceAsk.agency_answered.is_null(False)).order_by(SourceAsk.id.desc()).first()
    works = newest is None or newest.agency_answered
    answered = asked.where(SourceAsk.agency_answered).select(fn.MAX(SourceAsk.asked_at)).scalar(as_tuple=True)[0]
    state = _ON if works else N_("Cannot tell: the newest question had no answer")
    return Row(agency.name, works, state, answered_at=as_instant(answered))


def _lists() -> Iterator[Row]:
    for one in lists.in_use():
        works = lists.can_tell(one.category)
        state = _ON if works else N_("Cannot tell: SECRET_KEY has changed. Upload the list again")
        yield Row(one.partner, works, state, one.uploaded_at.date(), one.people)


def _virus_check() -> Row:
    """Files wait while it does not answer, and staff cannot open them."""
    waiting = EvidenceFile.select().where(EvidenceFile.unchecked_as.is_null(False)).count()
    on = bool(settings.current().clamd_address)
    state = _ON if on else N_("Off: files are not checked for viruses")
    if on and waiting:
        state = N_("No answer: files that wait to be checked: %(count)s", count=waiting)
    return Row(N_("Virus check of files"), on and not waiting, state)


def _carriers() -> Iterator[Row]:
    known = settings.current()
    sent = as_instant(Message.select(fn.MAX(Message.sent_at)).scalar(as_tuple=True)[0])
    off = N_("Off")
    for name, on, answered_at in (
        (N_("GOV.UK Notify"), bool(known.notify_api_key), sent),
        (N_("Apple Wallet"), bool(known.apple.get("PASS_CERT")), None),
        (N_("Google Wallet"), bool(known.google.get("KEY")), None),
    ):
        yield Row(name, on, _ON if on else off, answered_at=answered_at)
