"""Applications: a draft while it is written, then what was sent and what became of it."""

from datetime import date, timedelta

import peewee

from ..accounts.models import StaffMember
from ..core.clock import london
from ..core.db import JSONField, Model, UTCDateTimeField
from ..residents.models import Resident
from .rules import DRAFT_DAYS


class Application(Model):
    """One request: for the card, or to show one more fact, the `category`. See 0009 and 0026 for what must hold.

    For `answers` see rules.SECTIONS; its basis is the fact that is shown, also for the card.
    `why_a_person` is a key of rules.WHY_A_PERSON; `due_on` the day by which the person hears from us.
    `owner` is the member of staff whose case it is; see 0028. They put it aside until it is `aside_until`.
    """

    public_id = peewee.TextField(unique=True)
    reference = peewee.TextField(unique=True)
    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    category = peewee.TextField(null=True)
    status = peewee.TextField(default="draft")
    answers = JSONField(default=dict)
    saved_at = UTCDateTimeField()
    submitted_at = UTCDateTimeField(null=True)
    why_a_person = peewee.TextField(null=True)
    due_on = peewee.DateField(null=True)
    closed_at = UTCDateTimeField(null=True)
    owner = peewee.ForeignKeyField(StaffMember, null=True, backref="+")
    owner_id: int | None
    aside_until = peewee.DateField(null=True)
    aside_why = peewee.TextField(null=True)

    @property
    def subject(self) -> str:
        """How the audit trail and the files given for it name it."""
        return f"application:{self.id}"

    @property
    def fact(self) -> str:
        """What they want to show."""
        return str(self.answers["basis"])

    @property
    def kept_until(self) -> date:
        """The last day, included, on which a draft can be gone on with."""
        return london(self.saved_at).date() + timedelta(days=DRAFT_DAYS)


class ApplicationReply(Model):
    """What the person wrote when we asked for more."""

    application = peewee.ForeignKeyField(Application, backref="+")
    application_id: int
    words = peewee.TextField()
    sent_at = UTCDateTimeField()


class Help(Model):
    """How an application came about that staff filled in with the person. See 0032 for what must hold.

    `channel`, `consent_by` and `identity` are keys of helped_rules; `consent` is what was read out, in the words of
    that day. `consent_right` is what shows that somebody else may speak for the person. Of a paper that shows who
    they are there is its kind (`identity_note`), the end of its number and its date; else `identity_note` says how.
    """

    application = peewee.ForeignKeyField(Application, primary_key=True, backref="+")
    application_id: int
    channel = peewee.TextField()
    consent = peewee.TextField()
    consent_by = peewee.TextField()
    consent_right = peewee.TextField()
    identity = peewee.TextField()
    identity_note = peewee.TextField()
    identity_ending = peewee.TextField()
    identity_dated_on = peewee.DateField(null=True)
    begun_at = UTCDateTimeField()


class Helper(Model):
    """A member of staff who had a hand in it, and who decides nothing in it."""

    application = peewee.ForeignKeyField(Application, backref="+")
    application_id: int
    staff = peewee.ForeignKeyField(StaffMember, backref="+")
    staff_id: int
    first_at = UTCDateTimeField()

    class Meta:
        primary_key = peewee.CompositeKey("application", "staff")


class CaseDecision(Model):
    """A decision and the letter that went with it. See 0014 and 0030 for what must hold.

    `letter` is the hash of the letter as its sender saw it; `answer_by` the last day to send more or to ask again.
    Until it has left, at `leaves_at` or soon after, nobody but staff knows of it, and the `draft` it was is kept.
    `review` is that in which it was made.
    """

    application = peewee.ForeignKeyField(Application, backref="+")
    application_id: int
    outcome = peewee.TextField()
    reasons = JSONField()
    own_words = peewee.TextField()
    subject = peewee.TextField()
    body = peewee.TextField()
    letter = peewee.TextField(unique=True)
    answer_by = peewee.DateField(null=True)
    staff = peewee.ForeignKeyField(StaffMember, backref="+")
    staff_id: int
    decided_at = UTCDateTimeField()
    leaves_at = UTCDateTimeField(null=True)
    draft = JSONField(null=True)
    review = peewee.DeferredForeignKey("CaseReview", null=True, backref="+")
    review_id: int | None


class CaseReview(Model):
    """Somebody asks us to look again at a no, once for each application. Without `asked_at` they are still at it."""

    application = peewee.ForeignKeyField(Application, unique=True, backref="+")
    application_id: int
    decision = peewee.ForeignKeyField(CaseDecision, unique=True, backref="+")
    decision_id: int
    words = peewee.TextField()
    asked_at = UTCDateTimeField(null=True)


class CaseLate(Model):
    """The person of this case was told that we are late, and by when we expect to decide now: the last time."""

    application = peewee.ForeignKeyField(Application, primary_key=True, backref="+")
    application_id: int
    expected_on = peewee.DateField()
    told_at = UTCDateTimeField()
