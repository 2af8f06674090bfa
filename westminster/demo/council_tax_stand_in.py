"""A stand-in for the council's Council Tax matching service. What a real one must answer: docs/gateways.md."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hmac import compare_digest

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from ..core.clock import now
from .cast import CAST

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})


@dataclass(frozen=True)
class Household:
    """One account: who pays, where, and whether the record is clear enough to answer from."""

    account: str
    surname: str
    postcode: str
    clear: bool = True


# A landlord's account for a shared house: the record is there and proves nothing about one person.
_UNCLEAR = {"CT-10000089"}
# Ravi Shah's, closed when he moved out.
_CLOSED = {"CT-10000105"}
# Jo Whitfield's partner pays.
_OTHERS = (Household("CT-10000055", "Marchetti", "W9 3AL"),)


def households() -> Iterator[Household]:
    """Those of the cast who pay Council Tax, and others in the records."""
    for person in CAST:
        if person.home and person.home.account and person.home.account not in _CLOSED:
            home = person.home
            yield Household(home.account or "", person.family, home.postcode, clear=home.account not in _UNCLEAR)
    yield from _OTHERS


class CouncilTaxStandIn:
    def __init__(self, token: str) -> None:
        self.token = token
        self.households = {_symbols(household.account): household for household in households()}

    def blueprint(self) -> Blueprint:
        made = Blueprint("council_tax", __name__)
        made.post("/match")(self.match)
        return made

    def match(self) -> ResponseReturnValue:
        given = request.authorization
        if (
            given is None
            or given.type != "bearer"
            or not compare_digest((given.token or "").encode(), self.token.encode())
        ):
            return Response(status=401, headers={"WWW-Authenticate": "Bearer"})
        asked = request.get_json(silent=True)
        wanted = ("account_number", "surname", "postcode")
        if not isinstance(asked, dict) or not all(isinstance(asked.get(name), str) for name in wanted):
            return jsonify(error="account_number, surname and postcode are needed, each a text"), 400
        result = self._result(asked["account_number"], asked["surname"], asked["postcode"])
        return jsonify(result=result, checked_at=now().isoformat(timespec="seconds"))

    def _result(self, account: str, surname: str, postcode: str) -> str:
        """One word for all three: never which of them was wrong."""
        household = self.households.get(_symbols(account))
        same = (
            household is not None
            and same_surname(surname, household.surname)
            and _symbols(postcode) == _symbols(household.postcode)
        )
        if household is None or not same:
            return "not_matched"
        return "matched" if household.clear else "cannot_tell"


def same_surname(one: str, other: str) -> bool:
    """Whether two surnames are the same but for case, accents, hyphens, apostrophes, spaces and order."""
    ours, theirs = _parts(one), _parts(other)
    return bool(ours) and ("".join(ours) == "".join(theirs) or sorted(ours) == sorted(theirs))


def _parts(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘ʼ`")
    return re.findall(r"[^\W\d_]+", kept)


def _symbols(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())
