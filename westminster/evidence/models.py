"""Files that people gave us, and where their pages lie."""

import peewee

from ..core.db import Model, UTCDateTimeField
from ..residents.models import Resident


class EvidenceFile(Model):
    """One file as it was given: name, type, size and hash; of the file itself only drawn pages are kept.

    `for_what` names what it was given for, "application:12", and `kind` what it is, "bank_statement".
    `status` is kept, removed (by the person) or deleted (by us); without its key a file cannot be read. Until it
    is checked, the file as it came, sealed, is called `unchecked_as` in the store. `virus`: what was found in it.
    """

    public_id = peewee.TextField(unique=True)
    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    for_what = peewee.TextField()
    kind = peewee.TextField()
    name = peewee.TextField()
    media_type = peewee.TextField()
    size = peewee.IntegerField()
    sha256 = peewee.TextField()
    pages = peewee.IntegerField()
    key_id = peewee.TextField(null=True)
    wrapped_key = peewee.TextField(null=True)
    hard_to_read = peewee.BooleanField(default=False)
    unchecked_as = peewee.TextField(null=True)
    virus = peewee.TextField(null=True)
    status = peewee.TextField(default="kept")
    added_at = UTCDateTimeField()
    deleted_at = UTCDateTimeField(null=True)


class EvidencePage(Model):
    """One page of a kept file, a sealed JPEG called `stored_as` in the store."""

    file = peewee.ForeignKeyField(EvidenceFile, backref="+")
    number = peewee.IntegerField()
    stored_as = peewee.TextField(unique=True)
