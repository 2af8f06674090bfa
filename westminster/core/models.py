"""Tables every feature leans on: the outbox and signs of life of the worker."""

import peewee

from .db import JSONField, Model, UTCDateTimeField


class Outbox(Model):
    """One thing one subscriber still has to do. Done means deleted; parked means `due_at` is null."""

    subscriber = peewee.TextField()
    payload = JSONField()
    due_at = UTCDateTimeField(null=True, index=True)
    attempts = peewee.IntegerField(default=0)
    error = peewee.TextField(null=True)


class Heartbeat(Model):
    """When a process last said that it lives."""

    name = peewee.TextField(primary_key=True)
    seen_at = UTCDateTimeField()
