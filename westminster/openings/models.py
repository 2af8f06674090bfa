"""How many people each service is open to, and who was told of a new one."""

import peewee

from ..core.db import Model, UTCDateTimeField
from ..residents.models import Resident


class ServiceReach(Model):
    """One for each service that was ever counted; `residents` are those it was open to at `counted_at`.

    Both are empty until its first count is done. `started_on` is the day of the count that began last.
    """

    service = peewee.TextField(primary_key=True)
    started_on = peewee.DateField()
    residents = peewee.IntegerField(null=True)
    counted_at = UTCDateTimeField(null=True)


class ServiceTold(Model):
    """Somebody was told that a new service is open to them: once."""

    service = peewee.ForeignKeyField(ServiceReach, column_name="service", backref="+")
    resident = peewee.ForeignKeyField(Resident, backref="+")
    told_at = UTCDateTimeField()

    class Meta:
        primary_key = peewee.CompositeKey("service", "resident")
