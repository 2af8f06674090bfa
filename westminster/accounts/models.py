"""A way to sign in, what it proved of a person, and one browser that uses this service."""

from typing import Any

import peewee

from ..core.db import JSONField, Model, UTCDateTimeField


class Account(Model):
    """A way to sign in, named by realm, issuer and subject; never found or joined by e-mail address.

    The rest is what the provider said at the last sign-in, to fill in forms with; it proves nothing.
    `address` has the keys of OpenID Connect Core 5.1.1. `realm` is resident or staff.
    """

    realm = peewee.TextField()
    issuer = peewee.TextField()
    subject = peewee.TextField()
    name = peewee.TextField(null=True)
    given_name = peewee.TextField(null=True)
    family_name = peewee.TextField(null=True)
    email = peewee.TextField(null=True)
    phone = peewee.TextField(null=True)
    birth_date = peewee.DateField(null=True)
    address = JSONField(null=True)
    created_at = UTCDateTimeField()
    signed_in_at = UTCDateTimeField()
    disabled_at = UTCDateTimeField(null=True)


class Session(Model):
    """One browser. `key` is the SHA-256 of its cookie's token; `data` can be read with that token only.

    `ends_at` is the latest end; `expires_at` is earlier when nobody is there. Empty account: not signed in.
    """

    key: Any = peewee.TextField(primary_key=True)
    account = peewee.ForeignKeyField(Account, null=True, backref="+")
    account_id: int
    data = peewee.BlobField()
    shared_computer = peewee.BooleanField()
    created_at = UTCDateTimeField()
    seen_at = UTCDateTimeField()
    expires_at = UTCDateTimeField()
    ends_at = UTCDateTimeField()


class ProviderSession(Model):
    """What a provider calls the sign-in that a session came from, so that it can end it."""

    session = peewee.ForeignKeyField(Session, primary_key=True, column_name="session_key", backref="+")
    subject = peewee.TextField()
    sid = peewee.TextField(null=True)


class Identity(Model):
    """One answer to who somebody is. Without a name it was not proven; `return_codes` say why, to staff only.

    `address` has lines, town, postcode and uprn (text or null).
    """

    account = peewee.ForeignKeyField(Account, backref="+")
    account_id: int
    level = peewee.TextField()
    name = peewee.TextField(null=True)
    given_names = peewee.TextField(null=True)
    family_name = peewee.TextField(null=True)
    born_on = peewee.DateField(null=True)
    address = JSONField(null=True)
    return_codes = JSONField()
    told_at = UTCDateTimeField()
