"""Postcodes as people type them, and what a postcode can tell. Never a reason to refuse anyone."""

import re
from dataclasses import dataclass

from ..core.words import N_, Words
from .wards import WARDS, WESTMINSTER

# Area, district, sector, unit. Source: Royal Mail, Programmer's Guide to the PAF.
_SHAPE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][ABD-HJLNP-UW-Z]{2})")


@dataclass(frozen=True)
class Place:
    """What the table says of a postcode, "NW8 8EU". `council` is None when it does not know it."""

    postcode: str
    council_code: str | None = None
    council: str | None = None
    ward_code: str | None = None

    @property
    def in_westminster(self) -> bool:
        return self.council_code == WESTMINSTER

    @property
    def ward(self) -> str | None:
        return WARDS.get(self.ward_code or "")


def parse_postcode(text: str) -> str | None:
    """The postcode in `text` as "NW8 8EU": any case, spaces and punctuation. None if it has not the shape."""
    match = _SHAPE.fullmatch(re.sub(r"[\s\W_]", "", text).upper())
    return f"{match[1]} {match[2]}" if match else None


def said(place: Place) -> Words:
    """What we say about a postcode: where it is, or that we cannot tell."""
    if place.in_westminster and place.ward:
        return N_(
            "%(postcode)s is in Westminster, in %(ward)s ward.",
            postcode=place.postcode,
            ward=place.ward,
        )
    if place.in_westminster:
        return N_("%(postcode)s is in Westminster.", postcode=place.postcode)
    if place.council:
        return N_("%(postcode)s is in %(council)s.", postcode=place.postcode, council=place.council)
    return N_("We cannot tell from the postcode %(postcode)s where it is.", postcode=place.postcode)
