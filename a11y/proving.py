"""What the states of showing it once are made of: the Council Tax list, where a postcode is, what came of it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from a11y.applying import come_to
from tests.factories import make_application
from westminster.applications import service as applications
from westminster.cards import service as cards
from westminster.core.errors import Refused
from westminster.places.models import Postcode
from westminster.sources.council_tax import TRIES
from westminster.sources.extract import Match


@dataclass(frozen=True)
class Records:
    """Council Tax records that always say the same."""

    answer: Match

    def match(self, account_number: str, first: str, last: str, postcode: str) -> Match:
        return self.answer


def looked_up(answer: Match, times: int = 1) -> Callable[[Any], None]:
    """Somebody who asked the Council Tax list `times` times."""

    def arrange(visitor: Any) -> None:
        draft = make_application()
        for number in range(times):
            with suppress(Refused):
                applications.check_council_tax(draft, f"CT-1000001{number}", actor="system", records=Records(answer))
        visitor.sign_in(draft.resident.account_id)

    return arrange


matched = looked_up(Match.MATCHED)
one_try_left = looked_up(Match.NOT_MATCHED, TRIES - 1)
no_tries_left = looked_up(Match.NOT_MATCHED, TRIES)


def at_address(postcode: str, council: str | None = None) -> Callable[[Any], dict[str, str]]:
    """Somebody at the question for the address, whose postcode is in `council` or nowhere that we know."""

    def arrange(visitor: Any) -> dict[str, str]:
        if council:
            Postcode.create(postcode=postcode, council_code="E09000007", council=council)
        visitor.sign_in(make_application(postcode=postcode).resident.account_id)
        return {"slug": "address"}

    return arrange


def approved(*, stopped: bool = False) -> Callable[[Any], dict[str, str]]:
    """Somebody whose application led to a card at once; `stopped`: who stopped it since."""

    def arrange(visitor: Any) -> dict[str, str]:
        application = come_to("approved")
        card = cards.for_resident(application.resident_id)
        if stopped and card:
            cards.stop(card, "lost", actor="system")
        visitor.sign_in(application.resident.account_id)
        return {"public_id": application.public_id}

    return arrange
