"""Casework: who has a case open, what was seen, notes, decisions."""

import peewee

from ..accounts.models import StaffMember
from ..core.db import JSONField, Model, UTCDateTimeField
from .models import Application


class CaseVisit(Model):
    """The last time a member of staff opened a case; `draft` is the decision they wrote there and did not send."""

    application = peewee.ForeignKeyField(Application, backref="+")
    application_id: int
    staff = peewee.ForeignKeyField(StaffMember, backref="+")
    staff_id: int
    opened_at = UTCDateTimeField()
    draft = JSONField(null=True)

    class Meta:
        primary_key = peewee.CompositeKey("application", "staff")


class CaseSeen(Model):
    """What somebody saw on a paper. `evidence` is the file's public id, None for one shown in person and not copied.

    `kind` is one of document_rules.KINDS; `ending` the last letters or digits of its number.
    """

    application = peewee.ForeignKeyField(Application, backref="+")
    application_id: int
    evidence = peewee.TextField(null=True)
    kind = peewee.TextField()
    name = peewee.TextField()
    address = peewee.TextField()
    ending = peewee.TextField()
    dated_on = peewee.DateField(null=True)
    ends_on = peewee.DateField(null=True)
    staff = peewee.ForeignKeyField(StaffMember, backref="+")
    staff_id: int
    seen_at = UTCDateTimeField()


class CaseNote(Model):
    """What staff tell each other. Never changed, never shown to the person unless they ask for their data."""

    application = peewee.ForeignKeyField(Application, backref="+")
    text = peewee.TextField()
    staff = peewee.ForeignKeyField(StaffMember, backref="+")
    staff_id: int
    written_at = UTCDateTimeField()


class CaseDecision(Model):
    """A decision and the letter that went with it. See 0014 for what must hold.

    `letter` is the hash of the letter as its sender saw it; `answer_by` the last day to send more or to ask again.
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
