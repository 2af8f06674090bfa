"""A way to sign in, what it proved of a person, one browser that uses this service, and who works here."""

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


class EmailLogin(Model):
    """The address that a local account signs in with, in lower-case ASCII: the one place where an address finds one."""

    email: Any = peewee.TextField(primary_key=True)
    account = peewee.ForeignKeyField(Account, unique=True, backref="+")
    account_id: int


class JoinedAccount(Model):
    """A way to sign in that opens the account `into_id`. That account has such a row too, into itself."""

    account = peewee.ForeignKeyField(Account, primary_key=True, backref="+")
    account_id: int
    into_id = peewee.BigIntegerField()
    joined_at = UTCDateTimeField()


class Session(Model):
    """One browser. `key` is the SHA-256 of its cookie's token; `data` can be read with that token only.

    `ends_at` is the latest end; `expires_at` is earlier when nobody is there. Empty account: not signed in.
    `proved_at` is when somebody last proved here who they are. `renew`: the next answer brings another id.
    `way` is the account they signed in with, where it is joined into another: `account` is that other.
    """

    key: Any = peewee.TextField(primary_key=True)
    account = peewee.ForeignKeyField(Account, null=True, backref="+")
    account_id: int
    way = peewee.ForeignKeyField(Account, null=True, backref="+")
    data = peewee.BlobField()
    shared_computer = peewee.BooleanField()
    created_at = UTCDateTimeField()
    seen_at = UTCDateTimeField()
    expires_at = UTCDateTimeField()
    ends_at = UTCDateTimeField()
    device = peewee.TextField(null=True)
    proved_at = UTCDateTimeField(null=True)
    renew = peewee.BooleanField(default=False)


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


class StaffMember(Model):
    """Somebody who works here, with a password and the secret of an app that shows codes once they are set up.

    `email` is in lower case. `totp_step` is the last half minute whose code was taken: none is taken twice.
    `link_hash` is the SHA-256 of the token that sets them up. Who has left keeps name and roles, for the record.
    `shortcuts`: they want keys for what they do most.
    """

    account_id: int
    account = peewee.ForeignKeyField(Account, primary_key=True, backref="+")
    name = peewee.TextField()
    email = peewee.TextField(unique=True)
    password_hash = peewee.TextField(null=True)
    totp_secret = peewee.TextField(null=True)
    totp_step = peewee.BigIntegerField(default=0)
    link_hash = peewee.TextField(null=True, unique=True)
    link_ends_at = UTCDateTimeField(null=True)
    set_up_at = UTCDateTimeField(null=True)
    left_at = UTCDateTimeField(null=True)
    shortcuts = peewee.BooleanField(default=False)


class TwoPersonAct(Model):
    """Something that happens when a second member of staff approves. `outcome` is empty while it waits.

    `detail` is what else the act needs; ids, no personal data. Withdrawn is by who asked, the rest by somebody else.
    """

    id: int
    public_id = peewee.TextField(unique=True)
    act = peewee.TextField()
    subject = peewee.TextField()
    detail = JSONField()
    asked_by_id: int
    asked_by = peewee.ForeignKeyField(StaffMember, backref="+")
    asked_at = UTCDateTimeField()
    outcome = peewee.TextField(null=True)
    decided_by = peewee.ForeignKeyField(StaffMember, null=True, backref="+")
    decided_at = UTCDateTimeField(null=True)

    class Meta:
        table_name = "two_person_act"


class StaffRole(Model):
    """One thing that a member may be."""

    account_id: int
    account = peewee.ForeignKeyField(StaffMember, backref="+")
    role = peewee.TextField()

    class Meta:
        primary_key = peewee.CompositeKey("account", "role")


class StaffRecoveryCode(Model):
    """One code that lets a member in without the app; it goes when it is used. `digest` is keyed."""

    account_id: int
    account = peewee.ForeignKeyField(StaffMember, backref="+")
    digest = peewee.TextField()

    class Meta:
        primary_key = peewee.CompositeKey("account", "digest")
        table_name = "staff_recovery_code"


class WorkAccount(Model):
    """The account at the staff's provider that signs a member in: bound by a link, of one member only.

    `subject` as in `subject_rules`.
    """

    account_id: int
    account = peewee.ForeignKeyField(StaffMember, primary_key=True, backref="+")
    issuer = peewee.TextField()
    subject = peewee.TextField()
    bound_at = UTCDateTimeField()

    class Meta:
        indexes = ((("issuer", "subject"), True),)
