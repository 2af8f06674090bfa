"""The code with which somebody whom staff helped takes their record over."""

import peewee

from ..accounts.models import StaffMember
from ..core.db import Model, UTCDateTimeField
from ..residents.models import Resident


class TakeOverCode(Model):
    """One a resident; a new one takes the place of the old. `digest` is keyed: nobody can read the code here."""

    resident = peewee.ForeignKeyField(Resident, primary_key=True, backref="+")
    resident_id: int
    digest = peewee.TextField(unique=True)
    staff = peewee.ForeignKeyField(StaffMember, backref="+")
    staff_id: int
    made_at = UTCDateTimeField()
    expires_at = UTCDateTimeField()
