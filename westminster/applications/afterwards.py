"""What a person does with an application that they sent: give us what we asked for, take it back."""

from collections.abc import Callable
from datetime import datetime

from ..audit.service import record
from ..core.clock import now, today
from ..core.db import atomic, locked
from ..core.errors import Refused
from ..core.events import emit
from ..core.words import N_
from ..evidence import service as evidence
from ..messages.rules import Notice
from ..messages.service import send
from ..residents.service import contact
from . import notices, service, showing
from .models import Application, ApplicationReply, CaseDecision
from .rules import OPEN, WITH_US, WORKING_DAYS, fitting
from .working_days import days_after

_NOTHING = N_("Add a file or write something")
_DECIDED = N_("We have decided already, so you cannot take it back.")


def of(resident_id: int, category: str | None = None) -> Application | None:
    """The application to tell them about, see service.draft_of: the open one, else the one they sent last."""
    return service.draft_of(resident_id, category) or service.latest_sent(resident_id, category)


def answer(application: Application, words: str, *, actor: str) -> Application:
    """Give it back to staff with new files, `words` or both. Sent again, it stays as it is. Raises Refused for neither."""
    with atomic():
        application = service.hold(application)
        if application.status != "more_needed":
            return application
        files = showing.unsent(application)
        if not files and not words:
            raise Refused(_NOTHING, "words")
        call_off(application, actor=actor)
        if words:
            ApplicationReply.create(application=application, words=words, sent_at=now())
        notice = _with_us(application, notices.answered)
        _tell("answered", application, notice, actor, files=len(files), words=bool(words))
    return application


def bring(application: Application, *, actor: str) -> None:
    """They showed a paper at a counter: what we asked for is here. A decision that was made without it does not leave."""
    with atomic():
        application = service.hold(application)
        call_off(application, actor=actor)
        if application.status == "more_needed":
            notice = _with_us(application, notices.brought)
            _tell("brought", application, notice, actor)


def withdraw(application: Application, *, actor: str) -> Application:
    """Take it back: its files are deleted. Done again, it stays so. Raises Refused once it was decided."""
    with atomic():
        application = service.hold(application)
        if application.status == "withdrawn":
            return application
        if application.status not in WITH_US:
            raise Refused(_DECIDED)
        call_off(application, actor=actor)
        application.status, application.closed_at = "withdrawn", now()
        application.save()
        evidence.delete_all(application.subject, actor=actor)
        _tell("withdrawn", application, notices.withdrawn(application), actor)
    return application


def call_off(application: Application, *, actor: str) -> None:
    """A decision that has not left yet does not leave: it was made without knowing of this."""
    waiting = CaseDecision.application == application, CaseDecision.leaves_at.is_null(False)
    if CaseDecision.delete().where(*waiting).execute():
        record("application.called_off", actor=actor, subject=application.subject)


def moved(resident_id: int, address: list[str], postcode: str) -> None:
    """What is open is about the new address: a draft asks again how it is shown, staff see what is claimed now."""
    lines = [*address, "", ""]
    home = {"postcode": postcode, "line_1": lines[0], "line_2": "", "town": ", ".join(address[1:])}
    with atomic():
        for one in locked(
            Application.select().where(Application.resident == resident_id, Application.status.in_(OPEN))
        ):
            if "postcode" in one.answers:
                one.answers = fitting(one.answers | home) if one.status == "draft" else one.answers | home
                one.save()
                call_off(one, actor=f"resident:{resident_id}")


def close_all(resident_id: int, *, actor: str) -> dict[str, str]:
    """Close what is open, and say so to nobody. What was sent and not decided, by id, with its status before."""
    closed: dict[str, str] = {}
    with atomic():
        open_ = Application.select().where(Application.resident == resident_id, Application.status.in_(OPEN))
        for one in locked(open_):
            if one.status == "draft":
                evidence.delete_all(one.subject, actor=actor)
                one.delete_instance()
                continue
            call_off(one, actor=actor)
            closed[str(one.id)] = one.status
            _settle(one, "withdrawn", now(), "closed", actor)
    return closed


def reopen_all(closed: dict[str, str], *, actor: str) -> None:
    """Undo `close_all`, where nothing else has begun."""
    with atomic():
        for one in locked(Application.select().where(Application.id.in_([int(number) for number in closed]))):
            begun = Application.select().where(Application.resident == one.resident_id, Application.status.in_(OPEN))
            if one.status == "withdrawn" and not begun.exists():
                _settle(one, closed[str(one.id)], None, "reopened", actor)


def _settle(application: Application, status: str, at: datetime | None, act: str, actor: str) -> None:
    application.status, application.closed_at = status, at
    application.save()
    record(f"application.{act}", actor=actor, subject=application.subject, resident=application.resident_id)


def _with_us(application: Application, say: Callable[[Application, str], Notice]) -> Notice:
    """It is for us to look again, in WORKING_DAYS; what to `say` of it."""
    application.status, application.due_on = "with_staff", days_after(today(), WORKING_DAYS)
    application.save()
    return say(application, application.resident.language)


def _tell(what: str, application: Application, notice: Notice, actor: str, **detail: int) -> None:
    """The audit line, the event, and the message."""
    resident = application.resident
    record(f"application.{what}", actor=actor, subject=application.subject, resident=resident.id, **detail)
    emit(f"application.{what}", application_id=application.id, resident_id=resident.id)
    if reach := contact(resident):
        send(reach, notice, about=f"resident:{resident.id}")
