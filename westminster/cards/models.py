"""Cards, the codes on them, the keys that sign those, and the revision of the list of stopped cards."""

from datetime import date

import peewee

from ..core.db import Model, UTCDateTimeField
from ..residents.models import Resident
from .rules import status_on


class Card(Model):
    """One card. `reference` (8 random bytes, in hex) and `list_index` stand in its codes; see 0008 for what must hold."""

    public_id = peewee.TextField(unique=True)
    resident_id: int
    resident = peewee.ForeignKeyField(Resident, backref="+")
    number = peewee.TextField(unique=True)
    reference = peewee.TextField(unique=True)
    list_index = peewee.IntegerField(unique=True)
    status = peewee.TextField(default="active")
    valid_from = peewee.DateField()
    valid_until = peewee.DateField()
    issued_at = UTCDateTimeField()
    ended_at = UTCDateTimeField(null=True)
    ended_by = peewee.TextField(null=True)
    ended_reason = peewee.TextField(null=True)
    replaces = peewee.ForeignKeyField("self", null=True, unique=True, backref="+")

    def status_on(self, today: date) -> str:
        """See rules.status_on."""
        return status_on(self.status, self.valid_from, self.valid_until, today)


class CardCode(Model):
    """The code of one form of a card. `path` and `size` draw it once it was shown on a page."""

    card = peewee.ForeignKeyField(Card, backref="+")
    form = peewee.TextField()
    token = peewee.TextField(unique=True)
    path = peewee.TextField(null=True)
    size = peewee.IntegerField(null=True)

    class Meta:
        indexes = ((("card", "form"), True),)


class CardKey(Model):
    """One Ed25519 key pair; everything is hex. `needed_until` is the last day of any card it signed."""

    kid = peewee.TextField(primary_key=True)
    public = peewee.TextField()
    wrapped = peewee.TextField()
    created_at = UTCDateTimeField()
    retired_at = UTCDateTimeField(null=True)
    needed_until = peewee.DateField(null=True)


class StoppedList(Model):
    """How often the list of stopped cards has changed, and when it last did. One row."""

    revision = peewee.IntegerField()
    changed_at = UTCDateTimeField()
