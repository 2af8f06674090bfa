"""Notices, queued and sent."""

from typing import Any

import peewee

from ..core.db import Model, UTCDateTimeField


class Message(Model):
    """One notice. `reference` names it at the sending service and holds nothing about the person.

    A `secret` one says in its `body` only that there was one; what is sent lies in `sealed` until then.
    """

    reference = peewee.TextField(unique=True)
    about = peewee.TextField(index=True)
    channel = peewee.TextField()
    address = peewee.TextField()
    language = peewee.TextField()
    subject = peewee.TextField()
    body = peewee.TextField()
    secret = peewee.BooleanField()
    sealed = peewee.TextField(null=True)
    status = peewee.TextField()
    created_at = UTCDateTimeField()
    sent_at = UTCDateTimeField(null=True)


class MessageHold(Model):
    """Nothing is sent to whom these notices would be about."""

    about: Any = peewee.TextField(primary_key=True)
    held_at = UTCDateTimeField()


class SecurityCode(Model):
    """A code that was sent and not used yet; only its keyed hash is kept."""

    key = peewee.TextField(primary_key=True)
    digest = peewee.TextField()
    expires_at = UTCDateTimeField()
    tries = peewee.IntegerField()
