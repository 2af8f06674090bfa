"""The audit trail; triggers in the database refuse update and delete."""

import peewee

from ..core.db import Model, UTCDateTimeField


class AuditEntry(Model):
    """One line. `hash` covers every other column and the hash before it, so that a change shows."""

    at = UTCDateTimeField()
    act = peewee.TextField()
    actor = peewee.TextField()
    subject = peewee.TextField(index=True)
    detail = peewee.TextField()
    previous = peewee.TextField()
    hash = peewee.TextField()

    class Meta:
        table_name = "audit_entry"
