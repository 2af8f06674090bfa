"""People whose card runs out."""

from datetime import timedelta
from typing import Any

from tests.factories import make_card, make_proof, make_resident
from westminster.cards.models import Card
from westminster.core.clock import frozen, now, today
from westminster.demo import cast
from westminster.proofs.rules import last_day
from westminster.residents.models import Resident
from westminster.sources import council_tax
from westminster.sources.extract import Match


class Yes:
    """An extract of a year ago, which had them."""

    def match(self, *_: str) -> Match:
        return Match.MATCHED


def holder(*, left: int = 10, matched: bool = True, **columns: Any) -> Card:
    """Somebody of the cast with a card that ends in `left` days, given for a proof a year before; in the extract or not."""
    who = cast.find("amina-rahman")
    usual = {"full_name": who.name, "surname": who.name.split()[-1], "postcode": who.home.postcode}
    ends = today() + timedelta(days=left)
    with frozen(now() - timedelta(days=364 - left)):
        resident = make_resident(**(usual | columns))
        make_proof(resident)
        if matched:
            first = resident.full_name.removesuffix(resident.surname).strip()
            told = first, resident.surname, resident.postcode
            council_tax.try_match(resident.id, who.home.account, *told, actor="system", records=Yes())
        card = make_card(resident, valid_until=last_day(today(), 12))
    assert card.valid_until == ends, (card.valid_until, ends)
    return card


def of(card: Card) -> Resident:
    return Resident.get_by_id(card.resident_id)
