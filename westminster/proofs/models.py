"""Proofs, and proven identities that are not as we know the person."""

import peewee

from ..accounts.models import Identity
from ..core.db import JSONField, Model, UTCDateTimeField
from ..residents.models import Resident


class Proof(Model):
    """A fact about a resident, from a day until a day (both included). `detail` holds ids, no personal data.

    `source` is who knows it ("council_tax", "letter"), `method` how we saw it ("match", "seen by a person").
    """

    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    fact = peewee.TextField()
    source = peewee.TextField()
    method = peewee.TextField()
    detail = JSONField()
    from_on = peewee.DateField()
    until_on = peewee.DateField(null=True)
    ended_on = peewee.DateField(null=True)
    recorded_at = UTCDateTimeField()


class IdentityDifference(Model):
    """A proven identity that is not as we know the person: `what` are of name, birth_date and address. For staff."""

    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    identity = peewee.ForeignKeyField(Identity, unique=True, backref="+")
    identity_id: int
    what = JSONField()
    found_at = UTCDateTimeField()
    settled_at = UTCDateTimeField(null=True)
