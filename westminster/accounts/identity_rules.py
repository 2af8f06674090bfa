"""A proven identity as a provider tells it: which of the names, birth dates and addresses counts today. Values only.

The shapes are those of GOV.UK One Login (technical documents, August 2026), after the W3C's verifiable credentials.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .rules import text_of

_STREET = ("buildingNumber", "dependentStreetName", "streetName")
_BUILDING = ("organisationName", "departmentName", "subBuildingName", "buildingName")
_LOCALITY = ("doubleDependentAddressLocality", "dependentAddressLocality")
_UPRN = re.compile(r"[0-9]{1,12}")
_CODE = re.compile(r"[A-Za-z0-9]{1,10}")


@dataclass(frozen=True)
class Proven:
    """Who somebody is. `given_names` and `family_name` may be empty, not both. `address` has lines, town, postcode, uprn."""

    name: str
    given_names: str
    family_name: str
    born_on: date
    address: dict[str, Any] | None


def proven(credential: Any, addresses: Any, today: date) -> Proven:
    """Who the credential and the addresses beside it are about. Raises ValueError for what names nobody."""
    subject = _object(_object(credential).get("credentialSubject"))
    parts = _parts(_current(subject.get("name"), today))
    given, family = (" ".join(text for kind, text in parts if kind == wanted) for wanted in ("GivenName", "FamilyName"))
    name = " ".join(text for _, text in parts)
    if not name:
        raise ValueError("no name")
    born_on = _birth_date(subject.get("birthDate"))
    if born_on >= today:
        raise ValueError("no birth date")
    return Proven(name, given, family, born_on, _address(_current(addresses, today)))


def return_codes(claim: Any) -> list[str]:
    """The codes of a proof that came to nothing, or beside one that did not. What they mean only staff are told."""
    found = [item.get("code") for item in _list(claim)]
    return sorted({code for code in found if isinstance(code, str) and _CODE.fullmatch(code)})


def _current(claim: Any, today: date) -> Mapping[str, Any]:
    """The one that counts today: without an end, or with one that is still to come; the newest of several."""
    now = [item for item in _list(claim) if not item.get("validUntil") or str(item["validUntil"]) > today.isoformat()]
    return max(now, key=lambda item: str(item.get("validFrom") or ""), default={})


def _parts(name: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Kind and text of each part, in the order in which the person writes them."""
    told = [(str(part.get("type")), text_of(part.get("value"))) for part in _list(name.get("nameParts"))]
    return [(kind, text) for kind, text in told if text and kind in ("GivenName", "FamilyName")]


def _birth_date(claim: Any) -> date:
    """The first is the surest."""
    first = _object(next(iter(_list(claim)), None)).get("value")
    if not isinstance(first, str) or len(first) != len("1970-01-01"):
        raise ValueError("no birth date")
    return date.fromisoformat(first)


def _address(told: Mapping[str, Any]) -> dict[str, Any] | None:
    def line(names: Iterable[str]) -> str:
        return " ".join(filter(None, (text_of(told.get(name)) for name in names)))

    postcode, town = line(["postalCode"]), line(["addressLocality"])
    lines = [line([name]) for name in _BUILDING] + [line(_STREET)] + [line([name]) for name in _LOCALITY]
    if not postcode:
        return None
    uprn = str(told.get("uprn", ""))  # a string in one place of the documents, a number in another
    return {
        "lines": [text for text in lines if text],
        "town": town,
        "postcode": postcode,
        "uprn": uprn if _UPRN.fullmatch(uprn) else None,
    }


def _object(claim: Any) -> Mapping[str, Any]:
    return claim if isinstance(claim, Mapping) else {}


def _list(claim: Any) -> list[Mapping[str, Any]]:
    return [item for item in claim if isinstance(item, Mapping)] if isinstance(claim, list) else []
