"""Open a case: everything that is needed to decide it, who else has it open, notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ..accounts.models import Account
from ..accounts.service import return_codes_of
from ..accounts.staff import actor_of, is_self, names
from ..applications import helped, outcome
from ..applications.helped import Helped
from ..applications.models import Application, ApplicationReply, CaseDecision, CaseReview
from ..applications.rules import WITH_US, works_or_studies
from ..applications.service import hold
from ..applications.summary import shown_by
from ..audit.service import record
from ..core import filters
from ..core.clock import now, today
from ..core.db import atomic
from ..core.errors import GatewayDown, NotFound
from ..core.settings import SettingsError
from ..core.words import N_, Words
from ..evidence import keeping
from ..evidence import service as evidence
from ..evidence.models import EvidenceFile, EvidencePage
from ..evidence.sealing import Damaged
from ..messages.models import Message
from ..messages.service import for_person
from ..places.service import look_up
from ..proofs.service import held_by
from ..residents.models import Resident
from ..services.catalogue import SERVICES
from ..services.service import about as about_rules
from ..sources.models import CouncilTaxCheck
from . import caseload, reviewing, rules, seeing
from .alike import Alike, others_like
from .claims import Claim, claimed
from .models import CaseNote, CaseSeen, CaseVisit
from .timeline import Event, timeline
from .verdict_rules import Box, State, claim_box, service_box

SAME_TIME = timedelta(minutes=15)
FEW = 10


@dataclass(frozen=True)
class Written:
    """A note, a visit or a decision with the name of who made it."""

    who: str
    at: datetime
    text: str = ""


@dataclass(frozen=True)
class Case:
    """What a case page shows. `owner` is the name of whose case it is, "" for nobody's."""

    application: Application
    resident: Resident
    wants: tuple[Words, ...]
    claim: Claim
    why: Words | None
    day: int | None
    late: str | None
    facts: list[rules.Fact]
    boxes: list[Box]
    files: list[EvidenceFile]
    deleted: list[EvidenceFile]
    seen: list[CaseSeen]
    tries: list[CouncilTaxCheck]
    codes: list[str]
    alike: list[Alike]
    replies: list[ApplicationReply]
    messages: list[Message]
    events: list[Event]
    notes: list[Written]
    others: list[Written]
    decisions: list[CaseDecision]
    people: dict[int, str]
    owner: str
    aside: bool
    helped: Helped | None
    review: CaseReview | None
    why_not: Words | None

    @property
    def open(self) -> bool:
        """Whether it is to be decided."""
        return self.application.status in WITH_US and self.waiting is None

    @property
    def waiting(self) -> CaseDecision | None:
        """What was decided and has not left yet."""
        return next((decision for decision in self.decisions if decision.leaves_at), None)

    @property
    def leaves_in(self) -> int:
        """Seconds until then."""
        return max(0, int((self.waiting.leaves_at - now()).total_seconds())) if self.waiting else 0

    @property
    def refused_by(self) -> str | None:
        """Who said the no that is to be looked at again."""
        return self.people[self.review.decision.staff_id] if self.review else None


def find(public_id: str) -> Application:
    """An application that was sent. Raises NotFound."""
    sent = Application.select(Application, Resident).join(Resident)
    found: Application | None = sent.where(Application.public_id == public_id, Application.status != "draft").first()
    if found is None:
        raise NotFound
    return found


def is_own(application: Application, staff_id: int) -> bool:
    return is_self(staff_id, application.resident)


def open_case(application: Application, staff_id: int) -> None:
    """Note that somebody has it open, for colleagues."""
    CaseVisit.insert(application=application, staff=staff_id, opened_at=now()).on_conflict(
        conflict_target=[CaseVisit.application, CaseVisit.staff], update={CaseVisit.opened_at: now()}
    ).execute()


def case(application: Application, staff_id: int) -> Case:
    """Raises nothing for a case that `find` gave."""
    resident, answers, on = application.resident, application.answers, today()
    seen, notes = seeing.seen_in(application), _notes(application)
    visits, decisions = _visits(application, staff_id), _decisions(application)
    owners = {application.owner_id} if application.owner_id else set()
    people = names({row.staff_id for rows in (seen, notes, visits, decisions) for row in rows} | owners)
    facts = _facts(application, seen, on)
    due_on = application.due_on if application.status in WITH_US else None
    return Case(
        application=application,
        resident=resident,
        wants=caseload.wants(answers, on),
        claim=claimed(application, on),
        why=rules.WHY.get(application.why_a_person or ""),
        day=rules.day_of(due_on, on) if due_on and application.status == "with_staff" else None,
        late=rules.how_late(due_on, on) if due_on else None,
        facts=facts,
        boxes=_boxes(application, facts, on),
        files=evidence.list_for(application.subject),
        deleted=evidence.list_for(application.subject, "deleted"),
        seen=seen,
        tries=_tries(resident),
        codes=return_codes_of(resident.account_id),
        alike=others_like(resident, on),
        replies=_replies(application),
        messages=for_person(f"resident:{resident.id}")[:FEW],
        events=timeline([application.subject, f"resident:{resident.id}"]),
        notes=[Written(people[note.staff_id], note.written_at, note.text) for note in notes],
        others=[Written(people[visit.staff_id], visit.opened_at) for visit in visits],
        decisions=decisions,
        people=people,
        owner=people[application.owner_id] if application.owner_id else "",
        aside=caseload.is_aside(application, on),
        helped=helped.described(application),
        review=reviewing.review_of(application),
        why_not=reviewing.why_not(application, staff_id),
    )


def write_note(application: Application, text: str, *, staff_id: int) -> None:
    """Keep a note. The same sent twice in a row is kept once."""
    with atomic():
        hold(application)
        last = CaseNote.select().where(CaseNote.application == application).order_by(CaseNote.id.desc()).first()
        if last is None or (last.staff_id, last.text) != (staff_id, text):
            CaseNote.create(application=application, text=text, staff=staff_id, written_at=now())
            record("case.noted", actor=actor_of(staff_id), subject=application.subject)


def can_be_read(file: EvidenceFile, number: int) -> bool:
    """Whether a page is there and whole. Not a look: nothing is shown."""
    page = EvidencePage.select(EvidencePage, EvidenceFile).join(EvidenceFile)
    found = page.where(EvidencePage.file == file, EvidencePage.number == number).first()
    try:
        return found is not None and bool(keeping.unsealed(found))
    except (GatewayDown, Damaged, SettingsError):
        return False


def unmet(application: Application) -> list[Words]:
    """What is not met of what they claim, by the rules: whoever says yes all the same should know it."""
    claim = _claim(application, _facts(application, seeing.seen_in(application), today()), today())
    return [check.words for check in claim.checks if check.state is State.NOT_MET]


def _facts(application: Application, seen: list[CaseSeen], on: date) -> list[rules.Fact]:
    answers = application.answers
    return rules.facts(
        answers,
        signed_in_born_on=_signed_in_born_on(application.resident),
        home=look_up(answers["postcode"]) if answers["postcode"] else None,
        place=look_up(answers["place_postcode"]) if works_or_studies(answers) else None,
        seen=seeing.as_facts(seen),
        today=on,
    )


def _boxes(application: Application, facts: Sequence[rules.Fact], on: date) -> list[Box]:
    basis, born_on = application.answers["basis"], date.fromisoformat(application.answers["born_on"])
    person = replace(about_rules(application.resident_id), born_on=born_on)
    services = [service_box(service, basis, person, on, filters.date) for service in SERVICES]
    return [_claim(application, facts, on), *services]


def _claim(application: Application, facts: Sequence[rules.Fact], on: date) -> Box:
    answers, proved = application.answers, None
    if answers["basis"] in _held(application, on):
        proved = N_("proved already")
    elif outcome.is_proved(application):
        proved = shown_by(answers)
    return claim_box(answers["basis"], facts, why=application.why_a_person, proved=proved, today=on)


def _held(application: Application, on: date) -> frozenset[str]:
    return frozenset(proof.fact for proof in held_by(application.resident_id, on))


def _signed_in_born_on(resident: Resident) -> date | None:
    account = Account.get_or_none(Account.id == resident.account_id)
    return account.birth_date if account else None


def _tries(resident: Resident) -> list[CouncilTaxCheck]:
    tries = CouncilTaxCheck.select().where(CouncilTaxCheck.resident == resident)
    return list(tries.order_by(CouncilTaxCheck.asked_at.desc(), CouncilTaxCheck.id.desc()).limit(FEW))


def _replies(application: Application) -> list[ApplicationReply]:
    replies = ApplicationReply.select().where(ApplicationReply.application == application)
    return list(replies.order_by(ApplicationReply.id.desc()))


def _notes(application: Application) -> list[CaseNote]:
    return list(CaseNote.select().where(CaseNote.application == application).order_by(CaseNote.id.desc()))


def _decisions(application: Application) -> list[CaseDecision]:
    decisions = CaseDecision.select().where(CaseDecision.application == application)
    return list(decisions.order_by(CaseDecision.id.desc()))


def _visits(application: Application, staff_id: int) -> list[CaseVisit]:
    """Colleagues who opened it a moment ago."""
    lately = CaseVisit.opened_at > now() - SAME_TIME
    visits = CaseVisit.select().where(CaseVisit.application == application, CaseVisit.staff != staff_id, lately)
    return list(visits.order_by(CaseVisit.opened_at.desc(), CaseVisit.staff))
