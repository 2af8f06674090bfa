"""Applications that staff fill in with the person: begin one, find it again, who had a hand in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..accounts.staff import actor_of, is_self, names
from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.errors import NotFound, Refused
from ..core.words import N_
from ..residents import service as residents
from ..residents.models import Resident
from . import facts, service
from .helped_rules import NOT_SHOWN
from .models import Application, Help, Helper
from .rules import IN_PERSON, Answers

_NOT_ASKED = N_("They have shown this, or it is on its way. Choose something else")


@dataclass(frozen=True)
class Consent:
    """See models.Help; `words` is what was read out."""

    channel: str
    by: str
    right: str
    words: str


@dataclass(frozen=True)
class Identity:
    """How we know who it is, see models.Help."""

    way: str
    note: str = ""
    ending: str = ""
    dated_on: date | None = None


@dataclass
class Told:
    """Somebody as they tell who they are, to see whether it is the member of staff."""

    full_name: Any
    email: Any = ""
    account_id: Any = None


@dataclass(frozen=True)
class Helped:
    """Help with the names of those who gave it, the first one first."""

    help: Help
    by: list[str]


def begin(resident: Resident | None, told: Answers, consent: Consent, who: Identity, *, staff_id: int) -> Application:
    """Begin an application with somebody, or go on with the draft they have. Without `resident` they are new here.

    Raises Refused for somebody with a card.
    """
    actor = actor_of(staff_id)
    with atomic():
        person = resident or residents.without_account(actor=actor)
        application = service.begin(person, told, actor=actor)
        if application.status == "draft" and of(application) is None:
            _keep(application, consent, who, staff_id)
    return application


def show(resident: Resident, fact: str, consent: Consent, who: Identity, *, staff_id: int) -> Application:
    """Apply with somebody to show one more `fact` by a paper, and send it: the paper is written down next, or later.

    Sent twice, it is sent once. Raises Refused for what they are not asked for, or not any more.
    """
    actor = actor_of(staff_id)
    with atomic():
        resident = locked(Resident.select().where(Resident.id == resident.id)).get()  # one colleague at a time
        if fact not in facts.with_paper(resident):
            last = service.latest_sent(resident.id, fact)
            if last is None or last.status != "with_staff" or not is_helper(last, staff_id):
                raise Refused(_NOT_ASKED, "fact")
            return last
        application = service.begin_fact(resident, fact, actor=actor)
        _keep(application, consent, who, staff_id)
        return service.submit(service.show_by(application, IN_PERSON), actor=actor)


def find(public_id: str) -> Application:
    """One that staff helped with, sent or not. Raises NotFound."""
    return _only(Application.public_id == public_id)


def find_by_reference(reference: str) -> Application:
    """As `find`, by the reference as we write it."""
    return _only(Application.reference == reference)


def go_on(application: Application, *, staff_id: int) -> None:
    """Note a colleague who goes on with it; done already, it stays so."""
    with atomic():
        if note_helper(application, staff_id):
            record("help.went_on", actor=actor_of(staff_id), subject=application.subject, **_channel(application))


def note(what: str, application: Application, *, staff_id: int) -> None:
    """Leave a line in the trail: `what` was done with the person, by which channel."""
    told: dict[str, Any] = {"resident": application.resident_id, **_channel(application)}
    record(f"help.{what}", actor=actor_of(staff_id), subject=application.subject, **told)


def of(application: Application) -> Help | None:
    return Help.get_or_none(Help.application == application)


def described(application: Application) -> Helped | None:
    """For a case page."""
    found = of(application)
    return Helped(found, _names(application)) if found else None


def for_person(resident_id: int) -> list[Helped]:
    """All the help somebody had, the newest first."""
    rows = Help.select(Help, Application).join(Application).where(Application.resident == resident_id)
    return [
        Helped(row, _names(row.application)) for row in rows.order_by(Help.begun_at.desc(), Help.application.desc())
    ]


def begun_by(staff_id: int) -> list[Application]:
    """Drafts that a member of staff had a hand in, the newest first."""
    own = Helper.select(Helper.application).where(Helper.staff == staff_id)
    drafts = Application.select().where(Application.id.in_(own), Application.status == "draft")
    return list(drafts.order_by(Application.saved_at.desc(), Application.id.desc()).limit(10))


def is_own(application: Application, staff_id: int) -> bool:
    """Whether it is about the member of staff, by the record or by what the draft says so far."""
    answers, person = application.answers, application.resident
    draft = Told(f"{answers.get('first_name', '')} {answers.get('last_name', '')}".strip(), answers.get("email", ""))
    return is_self(staff_id, person) or is_self(staff_id, draft)


def is_helper(application: Application, staff_id: int) -> bool:
    """Whoever helped decides nothing in it; 0032 says it too."""
    mine = Helper.select().where(Helper.application == application, Helper.staff == staff_id)
    return bool(mine.exists())


def may_match(application: Application) -> bool:
    """Whether a list may be asked about this person: not for somebody who has not shown staff who they are."""
    found = of(application)
    return found is None or found.identity != NOT_SHOWN


def _keep(application: Application, consent: Consent, who: Identity, staff_id: int) -> None:
    Help.create(
        application=application,
        channel=consent.channel,
        consent=consent.words,
        consent_by=consent.by,
        consent_right=consent.right,
        identity=who.way,
        identity_note=who.note,
        identity_ending=who.ending,
        identity_dated_on=who.dated_on,
        begun_at=now(),
    )
    told_of: dict[str, Any] = {"channel": consent.channel, "consent_by": consent.by, "identity": who.way}
    told_of["resident"] = application.resident_id
    record("help.begun", actor=actor_of(staff_id), subject=application.subject, **told_of)
    note_helper(application, staff_id)


def _only(wanted: object) -> Application:
    found = (
        Application.select(Application, Resident).join(Resident).switch(Application).join(Help).where(wanted).first()
    )
    if found is None:
        raise NotFound
    return found


def _channel(application: Application) -> dict[str, str]:
    found = of(application)
    return {"channel": found.channel} if found else {}


def note_helper(application: Application, staff_id: int) -> bool:
    """Whoever had a hand in it decides nothing in it. False where it is noted already."""
    if is_helper(application, staff_id):
        return False
    values = {"application": application, "staff": staff_id, "first_at": now()}
    return bool(Helper.insert(values).on_conflict_ignore().execute() is not None)


def _names(application: Application) -> list[str]:
    rows = list(Helper.select().where(Helper.application == application).order_by(Helper.first_at, Helper.staff))
    known = names(row.staff_id for row in rows)
    return [known[row.staff_id] for row in rows]
