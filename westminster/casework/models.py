"""Casework: who has a case open, what was seen, notes. Decisions are with the application, for its person to read."""

import peewee

from ..accounts.models import StaffMember
from ..applications.models import Application
from ..core.db import JSONField, Model, UTCDateTimeField


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

    `kind` is one of applications.documents.KINDS; `ending` the last letters or digits of its number.
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


class SavedFilter(Model):
    """What somebody shows of the queue again and again, under a name of their own. See tabs.Wanted."""

    public_id = peewee.TextField(unique=True)
    staff = peewee.ForeignKeyField(StaffMember, backref="+")
    staff_id: int
    name = peewee.TextField()
    state = peewee.TextField()
    why = peewee.TextField()
    owner = peewee.ForeignKeyField(StaffMember, null=True, backref="+")
    owner_id: int | None
