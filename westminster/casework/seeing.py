"""What staff saw on a paper, in their own typing: the only text there is of a picture, and what a proof stands on."""

from dataclasses import dataclass
from datetime import date

from ..accounts.staff import actor_of
from ..applications import afterwards
from ..applications.documents import name_of
from ..applications.models import Application
from ..applications.rules import WITH_US
from ..applications.service import hold
from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic
from ..core.errors import NotFound, Refused
from ..core.words import N_, Words
from ..evidence import service as evidence
from ..evidence.models import EvidenceFile
from .models import CaseSeen
from .rules import Seen

_CLOSED = N_("This case is decided, so nothing more is written down.")


@dataclass(frozen=True)
class Paper:
    """What was read. Empty text and None: not on it. `ending` is the end of its number, where no copy is kept."""

    kind: str
    name: str
    address: str
    dated_on: date | None
    ends_on: date | None
    ending: str = ""


def file_of(application: Application, public_id: str) -> EvidenceFile:
    """A kept file of this case. Raises NotFound."""
    for file in evidence.list_for(application.subject):
        if file.public_id == public_id:
            return file
    raise NotFound


def keep_reading(application: Application, public_id: str, paper: Paper, *, staff_id: int) -> None:
    """Write down what a file says, in place of what was written before. Raises NotFound, Refused."""
    file = file_of(application, public_id)
    with atomic():
        _check_open(application)
        CaseSeen.delete().where(CaseSeen.application == application, CaseSeen.evidence == file.public_id).execute()
        _keep(application, paper, staff_id, file.public_id)


def keep_in_person(application: Application, paper: Paper, *, staff_id: int) -> None:
    """Write down what somebody showed and we do not copy; whoever we waited for has come. The same written twice is kept
    once. Raises Refused.
    """
    with atomic():
        _check_open(application)
        last = CaseSeen.select().where(CaseSeen.application == application).order_by(CaseSeen.id.desc()).first()
        if last is None or last.evidence or _paper(last) != paper:
            _keep(application, paper, staff_id, None)
            afterwards.bring(application, actor=actor_of(staff_id))


def seen_in(application: Application) -> list[CaseSeen]:
    """In the order in which it was written."""
    return list(CaseSeen.select().where(CaseSeen.application == application).order_by(CaseSeen.id))


def as_facts(rows: list[CaseSeen]) -> list[Seen]:
    """For rules.facts."""
    return [
        Seen(_source(row), row.kind, row.name, row.address, row.dated_on, row.ends_on, row.ending, not row.evidence)
        for row in rows
    ]


def _source(row: CaseSeen) -> Words:
    if row.evidence:
        return name_of(row.kind)
    return N_("%(paper)s, shown in person, number ending %(ending)s", paper=name_of(row.kind), ending=row.ending)


def _check_open(application: Application) -> None:
    if hold(application).status not in WITH_US:
        raise Refused(_CLOSED)


def _paper(row: CaseSeen) -> Paper:
    return Paper(row.kind, row.name, row.address, row.dated_on, row.ends_on, row.ending)


def _keep(application: Application, paper: Paper, staff_id: int, public_id: str | None) -> None:
    CaseSeen.create(application=application, evidence=public_id, staff=staff_id, seen_at=now(), **vars(paper))
    record("case.seen", actor=actor_of(staff_id), subject=application.subject, kind=paper.kind, evidence=public_id)
