"""Who was told what."""

import peewee

from ..core.db import Model, UTCDateTimeField
from ..residents.models import Resident


class RenewalNotice(Model):
    """Somebody was told, `days` before, that their card, or what `what` proves, runs out on `until_on`: once."""

    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    what = peewee.TextField()
    until_on = peewee.DateField()
    days = peewee.IntegerField()
    told_at = UTCDateTimeField()

    class Meta:
        table_name = "renewal_notice"
        primary_key = peewee.CompositeKey("resident", "what", "until_on", "days")
