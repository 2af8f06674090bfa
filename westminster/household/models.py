"""What a parent, carer or attorney asked for, and who acts for whom."""

import peewee

from ..accounts.models import StaffMember
from ..core.db import Model, UTCDateTimeField
from ..residents.models import Resident


class ChildAsk(Model):
    """Somebody asks for the card of a child. It goes when staff have looked at a paper, or after rules.ASK_KEPT."""

    public_id = peewee.TextField(unique=True)
    holder = peewee.ForeignKeyField(Resident, backref="+")
    holder_id: int
    kind = peewee.TextField()
    full_name = peewee.TextField()
    surname = peewee.TextField()
    born_on = peewee.DateField()
    asked_at = UTCDateTimeField()


class ActingAsk(Model):
    """`holder` asks to act for the adult `person` until `until_on`. It goes when it is settled, or after rules.ASK_KEPT."""

    public_id = peewee.TextField(unique=True)
    holder = peewee.ForeignKeyField(Resident, backref="+")
    holder_id: int
    person = peewee.ForeignKeyField(Resident, backref="+")
    person_id: int
    kind = peewee.TextField()
    until_on = peewee.DateField()
    asked_at = UTCDateTimeField()


class Acting(Model):
    """`holder` acts for `person`, until `until_on` (included) at most. `kind` is of rules.KINDS or ADULT_KINDS.

    `paper` is what staff saw, of rules.PAPERS or ADULT_PAPERS; None where the person agreed by themselves. See 0035 for what must hold: nobody for themselves, and one of two people for the other, once at a time.
    """

    holder = peewee.ForeignKeyField(Resident, backref="+")
    holder_id: int
    person = peewee.ForeignKeyField(Resident, backref="+")
    person_id: int
    kind = peewee.TextField()
    paper = peewee.TextField(null=True)
    ending = peewee.TextField()
    confirmed_by = peewee.ForeignKeyField(StaffMember, null=True, backref="+")
    confirmed_at = UTCDateTimeField()
    until_on = peewee.DateField()
    ended_at = UTCDateTimeField(null=True)
    ended_by = peewee.TextField(null=True)
