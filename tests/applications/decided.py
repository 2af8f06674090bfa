"""What staff said to an application, there for tests about the person it belongs to; how they say it has its own tests."""

from datetime import timedelta
from hashlib import sha256

from tests.factories import make_staff
from westminster.applications.models import Application, CaseDecision
from westminster.audit.service import record
from westminster.core.clock import now, today
from westminster.core.ids import new_token

DAYS = {"more_needed": 14, "refused": 28}


def decide(application: Application, outcome: str, *reasons: str, own_words: str = "") -> Application:
    """`outcome` is more_needed or refused."""
    staff, answer_by = make_staff().account_id, today() + timedelta(days=DAYS[outcome])
    CaseDecision.create(
        application=application,
        outcome=outcome,
        reasons=list(reasons),
        own_words=own_words,
        subject="A letter",
        body="A letter",
        letter=sha256(new_token().encode()).hexdigest(),
        answer_by=answer_by,
        staff=staff,
        decided_at=now(),
    )
    application.status = outcome
    if outcome == "refused":
        application.closed_at = now()
    application.save()
    record(f"application.{outcome}", actor=f"staff:{staff}", subject=application.subject)
    return Application.get_by_id(application.id)
