"""The made-up city: those of the cast who have a card already, and people around them. The same seed, the same people."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

import click

from ..accounts.models import Account
from ..cards import service as cards
from ..cards.models import Card
from ..cards.rules import twelve_months
from ..core.clock import frozen, now, today
from ..core.db import atomic
from ..places.service import keep as keep_postcodes
from ..places.wards import COUNCILS, WESTMINSTER
from ..proofs.rules import LIVES
from ..proofs.service import record_proof
from ..residents.models import Resident
from ..residents.service import Details, for_account, keep
from .cast import CAST
from .names import FAMILY, GIVEN, HOUSES, PLACES, POSTCODES
from .personas import Outcome, Persona
from .surroundings import ISSUER

Person = tuple[tuple[str, Details], int]  # subject and details, and how many days ago they showed where they live
BATCH = 250
WITH_CARD = (
    Outcome.HAS_CARD,
    Outcome.HAS_OLD_CARD,
    Outcome.CARD_ENDS_SOON,
    Outcome.HAS_NEW_CARD,
    Outcome.CARD_ON_HOLD,
)
CARD_DAYS, LATE_CARD_DAYS, OLD_CARD_DAYS = 40, 345, 400
SYSTEM = "system"
CAMDEN = "E09000007"


def load(residents: int, seed: int) -> None:
    """Fill an empty portal; shows its progress. Numbers and codes of cards are random in every city."""
    keep_postcodes((_place(postcode, ward) for postcode, ward in PLACES.items()), actor=SYSTEM)
    with atomic():
        for persona in CAST:
            if persona.outcome in WITH_CARD:
                _settle(persona)
    chance = random.Random(seed)  # noqa: S311  # made-up people, not secrets
    with click.progressbar(length=residents, label="People of the city") as bar:
        for batch in _batches(_people(residents, chance)):
            with atomic():
                for person, age_days in batch:
                    _give_card(_live(*person), age_days)
            bar.update(len(batch))


def _place(postcode: str, ward: str | None) -> dict[str, Any]:
    """One row of the table of postcodes; the whole table is imported from open data."""
    council = WESTMINSTER if ward else CAMDEN
    told = {"postcode": postcode, "ward": ward, "council_code": council, "council": COUNCILS[council]}
    return {**told, "latitude": None, "longitude": None}


def _settle(persona: Persona) -> None:
    """One of the cast, with the card that their story begins with."""
    born_on = persona.birth_date(today())
    home, family = persona.home, persona.family_before or persona.family
    details = Details(
        full_name=f"{persona.given} {family}".strip(),
        surname=family or persona.given,
        born_on=born_on,
        address=home.lines if home else (),
        postcode=home.postcode if home else "",
        safe_to_write=home is not None,
        email=persona.email or "",
        mobile="+44" + persona.phone.replace(" ", "")[1:] if persona.phone and persona.phone.startswith("07") else "",
        channel="email" if persona.email else "text",
        language=persona.language,
        access_needs=(),
    )
    if persona.outcome is Outcome.HAS_OLD_CARD:
        with frozen(now() - timedelta(days=OLD_CARD_DAYS)):
            _give_card(_live(persona.subject, details), 0)
        return
    late = persona.outcome is Outcome.CARD_ENDS_SOON
    card = _give_card(_live(persona.subject, details), LATE_CARD_DAYS if late else CARD_DAYS)
    if persona.outcome is Outcome.HAS_NEW_CARD:
        cards.replace(card, "lost", actor=f"resident:{card.resident_id}")
    if persona.outcome is Outcome.CARD_ON_HOLD:
        cards.suspend(card, actor=SYSTEM)


def _live(subject: str, details: Details) -> Resident:
    """Somebody with an account of the demo provider whose details we keep."""
    account = Account.create(
        realm="resident", issuer=ISSUER, subject=subject, created_at=now(), signed_in_at=now(), name=details.full_name
    )
    resident = for_account(account.id)
    keep(resident, details, actor=f"resident:{resident.id}")
    return resident


def _give_card(resident: Resident, age_days: int) -> Card:
    """A proof that is `age_days` old, and the card that came with it."""
    shown_on = today() - timedelta(days=age_days)
    proof = record_proof(resident.id, LIVES.slug, source="council_tax", method="match", from_on=shown_on, actor=SYSTEM)
    return cards.issue(resident.id, proof.until_on or twelve_months(shown_on), actor=SYSTEM)


def _people(count: int, chance: random.Random) -> Iterator[Person]:
    for number in range(1, count + 1):
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        details = Details(
            full_name=f"{given} {family}",
            surname=family,
            born_on=date(1935, 1, 1) + timedelta(days=chance.randrange(365 * 73)),
            address=(f"{chance.randrange(1, 90)} {chance.choice(HOUSES)}", "London"),
            postcode=chance.choice(POSTCODES),
            safe_to_write=True,
            email=f"resident{number}@example.com",
            mobile=f"+447700900{chance.randrange(200, 999)}",
            channel=chance.choice(("email", "text", "letter")),
            language="en",
            access_needs=(),
        )
        yield (f"made-up-{number}", details), chance.randrange(330)


def _batches(people: Iterator[Person]) -> Iterator[list[Person]]:
    """Runs of BATCH: one commit each, so that thousands take seconds."""
    while batch := list(islice(people, BATCH)):
        yield batch
