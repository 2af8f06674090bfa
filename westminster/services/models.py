"""Which services somebody has added to their card."""

import peewee

from ..core.db import Model, UTCDateTimeField
from ..residents.models import Resident


class ServiceAdded(Model):
    """Of those that are theirs to add. It stays when a proof ends, so that the next one opens it again."""

    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    service = peewee.TextField()
    added_at = UTCDateTimeField()

    class Meta:
        primary_key = peewee.CompositeKey("resident", "service")
