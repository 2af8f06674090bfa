"""What is unusual in the trail, the lines behind it, and how far the trail was looked through."""

import peewee

from ..accounts.models import StaffMember
from ..core.db import Model, UTCDateTimeField


class ReadingFlag(Model):
    """`rule` is a key of rules.RULES, `about` the one resident it is about or "". Open until somebody else looked at it."""

    id: int
    public_id = peewee.TextField(unique=True)
    rule = peewee.TextField()
    staff_id: int
    staff = peewee.ForeignKeyField(StaffMember, backref="+")
    about = peewee.TextField()
    found_at = UTCDateTimeField()
    looked_by_id: int | None
    looked_by = peewee.ForeignKeyField(StaffMember, null=True, backref="+")
    looked_at = UTCDateTimeField(null=True)
    note = peewee.TextField(null=True)

    class Meta:
        table_name = "reading_flag"


class ReadingFlagLine(Model):
    """`entry_id` is a line of the audit trail, which loses none."""

    flag = peewee.ForeignKeyField(ReadingFlag, backref="+")
    entry_id = peewee.BigIntegerField()

    class Meta:
        table_name = "reading_flag_line"
        primary_key = peewee.CompositeKey("flag", "entry_id")


class ReadingWatched(Model):
    """One row: the last line of the trail that was looked through."""

    id = peewee.IntegerField(primary_key=True)
    last_entry_id = peewee.BigIntegerField()

    class Meta:
        table_name = "reading_watched"
