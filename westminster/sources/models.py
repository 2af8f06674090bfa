"""Tries of the Council Tax check, and the extract they are answered from. No name, number or address is in the clear."""

import peewee

from ..core.db import Model, UTCDateTimeField
from ..residents.models import Resident


class CouncilTaxCheck(Model):
    """One try. The hashes are keyed: of account number and postcode, and of name and postcode.

    `result` is asked (no answer yet, or we stopped half way), matched, not_matched or cannot_tell.
    """

    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    account_hash = peewee.TextField()
    account_ending = peewee.TextField()
    household_hash = peewee.TextField()
    result = peewee.TextField()
    asked_at = UTCDateTimeField()

    class Meta:
        table_name = "council_tax_check"


class CouncilTaxExtract(Model):
    """One that was taken over; the newest is in use. `file_hash` and `key_hash` are keyed: of the file, and of nothing,
    so that it changes with SECRET_KEY and tells that the households can be found no more.
    """

    extracted_on = peewee.DateField()
    households = peewee.IntegerField()
    skipped = peewee.IntegerField()
    file_hash = peewee.TextField()
    key_hash = peewee.TextField()
    imported_at = UTCDateTimeField()


class CouncilTaxHousehold(Model):
    """An account of the extract in use. `names` is sealed for this row, a JSON list."""

    household_hash = peewee.TextField(primary_key=True)
    names = peewee.TextField()
    from_on = peewee.DateField()
