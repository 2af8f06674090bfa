"""Postcodes, imported from open data; the portal also runs with none."""

import peewee

from ..core.db import Model


class Postcode(Model):
    """`postcode` as people write it, "NW8 8EU"; `ward` only inside Westminster."""

    postcode = peewee.TextField(primary_key=True)
    ward = peewee.TextField(null=True)
    council_code = peewee.TextField()
    council = peewee.TextField()
    latitude = peewee.DoubleField(null=True)
    longitude = peewee.DoubleField(null=True)
