"""The person, as the scheme knows them."""

from typing import Any

import peewee

from ..accounts.models import Account
from ..core.db import JSONField, Model, UTCDateTimeField


class Resident(Model):
    """A person in the scheme. `account` is empty for one helped by staff.

    Empty text means "not told yet"; `address` is its lines as a list. `channel` is email, text or letter.
    `tell_new`: they asked to be told when their card opens something new.
    """

    public_id = peewee.TextField(unique=True)
    account = peewee.ForeignKeyField(Account, null=True, unique=True, backref="+")
    account_id: int | None
    full_name = peewee.TextField()
    surname = peewee.TextField()
    born_on = peewee.DateField(null=True)
    address = JSONField()
    postcode = peewee.TextField()
    safe_to_write = peewee.BooleanField(default=True)
    email = peewee.TextField()
    mobile = peewee.TextField()
    channel = peewee.TextField()
    language = peewee.TextField()
    access_needs = JSONField()
    tell_new = peewee.BooleanField(default=False)
    created_at = UTCDateTimeField()


class FormerName(Model):
    """A name that somebody had: on no page of theirs, no letter and no card; for staff who look for them by it."""

    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    full_name = peewee.TextField()
    surname = peewee.TextField()
    until_at = UTCDateTimeField()


class ResidentWord(Model):
    """A word of a name, as name_rules.found_by has it."""

    word = peewee.TextField()
    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int

    class Meta:
        primary_key = peewee.CompositeKey("word", "resident")


class NameWord(Model):
    """The vocabulary: each of those words once."""

    word: Any = peewee.TextField(primary_key=True)
