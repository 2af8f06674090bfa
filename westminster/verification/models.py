"""Looks at a code by strangers: that it happened, not by whom."""

import peewee

from ..cards.models import Card
from ..core.db import Model, UTCDateTimeField


class LookUp(Model):
    """A code was looked up in this hour (its start, UTC). More looks in the hour add nothing."""

    card = peewee.ForeignKeyField(Card, backref="+")
    hour = UTCDateTimeField()

    class Meta:
        indexes = ((("card", "hour"), True),)
