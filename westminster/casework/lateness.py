"""Who waits longer than we said is told so, once for each day that we named, and by when we expect to decide now."""

from typing import Any

from ..applications import notices
from ..applications.models import Application, CaseLate
from ..applications.service import hold
from ..applications.showing import to_bring
from ..applications.working_days import days_after
from ..audit.service import record
from ..core.clock import now, today
from ..core.db import atomic
from ..messages.service import send
from ..residents.service import contact
from .models import CaseSeen

MORE_DAYS = 5  # working days from the day on which we tell them


def tell_who_waits() -> int:
    """How many were told. One case is one transaction: stopped at any moment, it goes on with the next."""
    told = CaseLate.select(CaseLate.application).where(CaseLate.expected_on >= today())
    late = Application.select().where(Application.status == "with_staff", Application.due_on < today())
    late = late.where(Application.id.not_in(told)).order_by(Application.due_on, Application.id)
    return sum(_tell(application) for application in list(late) if not _waits_for_them(application))


def _tell(application: Application) -> bool:
    with atomic():
        application = hold(application)
        if not _is_late(application) or _is_told(application):
            return False
        expected = days_after(today(), MORE_DAYS)
        told: dict[Any, Any] = {CaseLate.expected_on: expected, CaseLate.told_at: now()}
        CaseLate.insert(application=application, expected_on=expected, told_at=now()).on_conflict(
            conflict_target=[CaseLate.application], update=told
        ).execute()
        resident = application.resident
        record("application.late", actor="system", subject=application.subject, resident=resident.id)
        if reach := contact(resident):
            notice = notices.late(application, expected, reach.language)
            send(reach, notice, about=f"resident:{resident.id}")
    return True


def _is_late(application: Application) -> bool:
    due_on = application.due_on
    return application.status == "with_staff" and due_on is not None and due_on < today()


def _waits_for_them(application: Application) -> bool:
    """Whether they have still to come to a library with their paper: then it is not us who are late."""
    came = CaseSeen.select().where(CaseSeen.application == application).exists()
    return bool(to_bring(application)) and not came


def _is_told(application: Application) -> bool:
    """Whether the day that they know of is still to come."""
    told = CaseLate.select().where(CaseLate.application == application, CaseLate.expected_on >= today())
    return bool(told.exists())
