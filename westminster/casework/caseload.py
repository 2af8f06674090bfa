"""The rows of the queue. Two queries a page with the counts of `tabs`, both bounded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee
from peewee import Value

from ..accounts.models import StaffMember
from ..applications.documents import name_of
from ..applications.models import Application
from ..applications.rules import IN_PERSON, Answers
from ..core.clock import today
from ..core.db import as_instant
from ..core.words import N_, Words
from ..evidence.models import EvidenceFile
from ..proofs.rules import CATEGORIES
from ..residents.models import Resident
from ..services.catalogue import opened_to
from ..services.rules import holding
from .owning_rules import ASIDE_WHY
from .rules import BASES, WHY, day_of, how_late
from .tabs import Wanted, within

PAGE = 25
DECIDED = {"approved": N_("Said yes"), "refused": N_("Said no"), "withdrawn": N_("Taken back")}


@dataclass(frozen=True)
class Row:
    """One case in the list. `late` is that of rules.how_late; `day` None for one that is decided.

    `owner` is the name of whose case it is, "" for nobody's; `aside_until` None for one that is not put aside.
    """

    public_id: str
    reference: str
    name: str
    wants: tuple[Words, ...]
    why: Words
    day: int | None
    late: str | None
    next: Words
    closed_at: datetime | None
    owner: str
    aside_until: date | None
    aside_why: Words | None


@dataclass(frozen=True)
class Listed:
    """One page of cases; `before` and `after` are ids to go on from, None where there is nothing more."""

    rows: list[Row]
    before: str | None
    after: str | None


def listed(wanted: Wanted, *, after: str = "", before: str = "") -> Listed:
    """A page of a tab, oldest first (decided: newest first), from one case on or back."""
    found = list(_query(wanted, after=after, before=before))
    more, found = len(found) > PAGE, found[:PAGE]
    rows = [_row(one) for one in (reversed(found) if before else found)]
    return Listed(
        rows,
        before=rows[0].public_id if rows and (after or (before and more)) else None,
        after=rows[-1].public_id if rows and (before or more) else None,
    )


def of_people(residents: Sequence[Resident]) -> list[Row]:
    """The cases of these people, whatever became of them, the newest first."""
    ids = [resident.id for resident in residents]
    query = _select().where(Application.resident.in_(ids), Application.status != "draft")
    return [_row(found) for found in query.order_by(Application.id.desc()).limit(PAGE * 2)]


def beside(application: Application) -> tuple[str | None, str | None]:
    """The cases before and after this one in the queue; None at its ends, and for one that is not in it."""
    if application.status != "with_staff":
        return None, None
    place = peewee.Tuple(Application.due_on, Application.id)
    here = peewee.Tuple(application.due_on, application.id)
    queue = Application.select(Application.public_id).where(Application.status == "with_staff")
    older = queue.where(place < here).order_by(Application.due_on.desc(), Application.id.desc())
    newer = queue.where(place > here).order_by(Application.due_on, Application.id)
    return older.limit(1).scalar(), newer.limit(1).scalar()


def is_aside(application: Any, on: date) -> bool:
    """Whether whose case it is put it aside for longer than `on`."""
    waits = application.status == "with_staff" and application.aside_until is not None
    return bool(waits and application.aside_until > on)


def wants(answers: Answers, on: date) -> tuple[Words, ...]:
    """The services that the card would open for somebody with these answers; what they show, if that is something more."""
    if answers["basis"] not in BASES:
        return (CATEGORIES[answers["basis"]].on(on).name,)
    person = holding([answers["basis"]], date.fromisoformat(answers["born_on"]))
    return tuple(one.service.name for one in opened_to(person, on) if one.answer.yes)


def _select() -> Any:
    of_case = EvidenceFile.for_what == Value("application:").concat(Application.id.cast("TEXT"))
    paper = EvidenceFile.select(EvidenceFile.kind).where(of_case, EvidenceFile.status == "kept")
    newest = paper.order_by(EvidenceFile.id.desc()).limit(1)
    columns = (Application, Resident.full_name, StaffMember.name.alias("owner_name"), newest.alias("paper"))
    query = Application.select(*columns).join(Resident).switch(Application)
    return query.join(StaffMember, peewee.JOIN.LEFT_OUTER, on=Application.owner == StaffMember.account).objects()


def _query(wanted: Wanted, *, after: str, before: str) -> Any:
    """PAGE cases and one more. By the place of a case, not by counting, so that the last page costs what the first does.

    In the order of an index; backwards where there is a `before`.
    """
    decided, query = wanted.state == "decided", _select().where(*within(wanted))
    columns = (Application.closed_at if decided else Application.due_on, Application.id)
    falling = decided != bool(before)
    if cursor := before or after:
        row, place = peewee.Tuple(*columns), Application.select(*columns).where(Application.public_id == cursor)
        query = query.where(row < place if falling else row > place)
    return query.order_by(*(column.desc() if falling else column for column in columns)).limit(PAGE + 1)


def _row(found: Any) -> Row:
    on, open_ = today(), found.closed_at is None and found.due_on is not None
    aside = is_aside(found, on)
    return Row(
        public_id=found.public_id,
        reference=found.reference,
        name=found.full_name,
        wants=wants(found.answers, on),
        why=WHY.get(found.why_a_person, N_("The portal could say yes")),
        day=day_of(found.due_on, on) if open_ and found.status == "with_staff" else None,
        late=how_late(found.due_on, on) if open_ else None,
        next=_next(found),
        closed_at=as_instant(found.closed_at),
        owner=found.owner_name or "",
        aside_until=found.aside_until if aside else None,
        aside_why=ASIDE_WHY.get(found.aside_why or "") if aside else None,
    )


def _next(found: Any) -> Words:
    if found.status in DECIDED:
        return DECIDED[found.status]
    if found.status == "more_needed":
        return N_("They send more")
    if found.why_a_person == "same_person":
        return N_("Compare two people")
    if found.paper:
        return N_("Read: %(paper)s", paper=name_of(found.paper))
    if found.answers.get("proof_way") == IN_PERSON:
        return N_("They come to a library")
    return N_("Decide or ask for a paper")
