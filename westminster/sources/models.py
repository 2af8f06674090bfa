"""What sources know, and what was asked of them. No name, number or address of anybody is in the clear."""

import peewee

from ..core.db import JSONField, Model, UTCDateTimeField
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


class PartnerList(Model):
    """A list of people who are of a category. `status` is draft (looked at before it is used), in_use or ended.

    `broken` are the first of the rows that were left out, in words without what is in them. `key_hash` as above.
    """

    public_id = peewee.TextField(unique=True)
    partner = peewee.TextField()
    category = peewee.TextField()
    expires_on = peewee.DateField()
    people = peewee.IntegerField()
    skipped = peewee.IntegerField()
    broken = JSONField()
    key_hash = peewee.TextField()
    status = peewee.TextField(default="draft")
    uploaded_at = UTCDateTimeField()
    used_at = UTCDateTimeField(null=True)
    ended_at = UTCDateTimeField(null=True)


class PartnerListEntry(Model):
    """One way to find one person: a keyed hash of number and birth date, or of name and birth date."""

    list = peewee.ForeignKeyField(PartnerList, backref="+")
    list_id: int
    person_hash = peewee.TextField()

    class Meta:
        primary_key = peewee.CompositeKey("list", "person_hash")


class SourceAsk(Model):
    """Somebody asked lists and an agency about a category. `result` is asked, yes, not_found or cannot_tell.

    `question_hash` is keyed, of all that was asked. `agency_answered` is empty where none was asked. Until it is settled, one that is no yes waits for a person.
    """

    public_id = peewee.TextField(unique=True)
    resident = peewee.ForeignKeyField(Resident, backref="+")
    resident_id: int
    category = peewee.TextField()
    question_hash = peewee.TextField()
    result = peewee.TextField(default="asked")
    agency_answered = peewee.BooleanField(null=True)
    asked_at = UTCDateTimeField()
    settled_at = UTCDateTimeField(null=True)
