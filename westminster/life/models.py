"""Moves, new names, deaths, and what somebody was told before a day."""

from typing import Any

import peewee

from ..accounts.models import StaffMember
from ..cards.models import Card
from ..core.db import JSONField, Model, UTCDateTimeField
from ..residents.models import Resident


class Move(Model):
    """To `address`, from `from_on` on; see 0034 for what must hold. `place` is in, out or unknown, of Westminster.

    `ended` are the proofs that it ended by their ids, each with the end it had before; with them and the old address it
    can be undone. The addresses are
    empty after rules.OLD_HOME_KEPT. A planned one that was told anew is dropped.
    """

    public_id = peewee.TextField(unique=True)
    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    from_on = peewee.DateField()
    place = peewee.TextField()
    address = JSONField(null=True)
    postcode: Any = peewee.TextField(null=True)
    old_address = JSONField(null=True)
    old_postcode = peewee.TextField(null=True)
    status = peewee.TextField(default="planned")
    ended = JSONField(default=dict)
    stopped_card = peewee.ForeignKeyField(Card, null=True, backref="+")
    stopped_card_id: int | None
    told_at = UTCDateTimeField()
    done_at = UTCDateTimeField(null=True)
    undone_at = UTCDateTimeField(null=True)
    undone_why = peewee.TextField(null=True)


class NameChange(Model):
    """A name that somebody asked us to use. `paper` is what staff saw, `ending` the end of its number."""

    public_id = peewee.TextField(unique=True)
    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    full_name = peewee.TextField()
    surname = peewee.TextField()
    asked_at = UTCDateTimeField()
    outcome = peewee.TextField(null=True)
    paper = peewee.TextField(null=True)
    ending = peewee.TextField(null=True)
    settled_at = UTCDateTimeField(null=True)


class Death(Model):
    """`undo` is what it ended: ids of proofs, the card, applications with their status, so that a mistake can be put right.

    `told_by` is a key of rules.TOLD_BY.
    """

    resident = peewee.ForeignKeyField(Resident, primary_key=True, backref="+")
    resident_id: int
    died_on = peewee.DateField()
    told_by = peewee.TextField()
    recorded_by = peewee.ForeignKeyField(StaffMember, backref="+")
    recorded_at = UTCDateTimeField()
    undo = JSONField()


class LifeTold(Model):
    """Somebody was written to about what changes on a day: once. `what` is birthday or ended."""

    resident = peewee.ForeignKeyField(Resident, backref="+")
    what = peewee.TextField()
    day = peewee.DateField()
    told_at = UTCDateTimeField()

    class Meta:
        primary_key = peewee.CompositeKey("resident", "what", "day")
