"""Proofs, and proven identities that are not as we know the person."""

import peewee

from ..accounts.models import Identity, StaffMember
from ..core.db import JSONField, Model, UTCDateTimeField
from ..residents.models import Resident


class Proof(Model):
    """A fact about a resident, from a day until a day (both included). `detail` holds ids, no personal data.

    `version` is that of the category when it was shown: a later one changes nothing of it. `source` is who knows it ("council_tax", "letter"), `method` how we saw it ("match", "seen by a person").
    `ended_why` is a key of rules.ENDED, None for one that was overtaken.
    """

    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    fact = peewee.TextField()
    version = peewee.IntegerField()
    source = peewee.TextField()
    method = peewee.TextField()
    detail = JSONField()
    from_on = peewee.DateField()
    until_on = peewee.DateField(null=True)
    ended_on = peewee.DateField(null=True)
    ended_why = peewee.TextField(null=True)
    recorded_at = UTCDateTimeField()


class IdentityDifference(Model):
    """A proven identity that is not as we know the person: `what` are of name, birth_date and address. For staff.

    `outcome` is what they said, same_person or another_person, and `why` of the latter; None while nobody did.
    """

    public_id = peewee.TextField(unique=True)
    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    identity = peewee.ForeignKeyField(Identity, unique=True, backref="+")
    identity_id: int
    what = JSONField()
    found_at = UTCDateTimeField()
    outcome = peewee.TextField(null=True)
    why = peewee.TextField(null=True)
    settled_by = peewee.ForeignKeyField(StaffMember, null=True, column_name="settled_by", backref="+")
    settled_by_id: int | None
    settled_at = UTCDateTimeField(null=True)
