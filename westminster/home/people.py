"""Staff's page of a person: everything we know, why somebody looks, and what is done to the card for them."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from ..accounts.service import return_codes_of
from ..accounts.signed_in import how_many
from ..accounts.staff import names, staff_of
from ..applications.documents import name_of
from ..applications.models import Application
from ..audit.service import about, record
from ..cards import service as cards
from ..cards.models import Card
from ..casework import search
from ..casework.caseload import DECIDED
from ..casework.reading import note_found
from ..core import filters
from ..core.clock import today
from ..core.words import N_, Words
from ..household import adults
from ..household import service as household
from ..household.models import Acting, ActingAsk, ChildAsk
from ..household.relations import LookedAfter, holders_of, looked_after
from ..life.story import Story, story_of
from ..messages.models import Message
from ..messages.service import for_person
from ..proofs.category_rules import Version
from ..proofs.models import Proof
from ..proofs.rules import CATEGORIES, SOURCES, last_counted
from ..proofs.service import held_by
from ..renewals import service as renewals
from ..residents.models import Resident
from ..services.catalogue import opened_to
from ..services.service import about as about_rules
from ..services.word_rules import explain_to_staff
from .card import Shown
from .card_acts import Act, acts_on

FEW = 10
# Why somebody opens the record of a person who has no case with us; kept in the trail by its code.
WHY = {
    "called": N_("They called or wrote"),
    "here": N_("They are here"),
    "asked_for": N_("Somebody with the right to act for them asked"),
    "mistake": N_("To put a mistake right"),
    "misuse": N_("To look into misuse"),
}
SEEN_BECAUSE = WHY | {
    "case": N_("To deal with the application"),
    "identity": N_("To compare what they proved with what we keep"),
}
STATES = {
    "active": N_("Works"),
    "not_started": N_("Not started yet"),
    "expired": N_("Out of date"),
    "suspended": N_("Suspended"),
    "stopped": N_("Stopped"),
    "replaced": N_("Replaced"),
    None: N_("No card"),
}
STAGES = {"with_staff": N_("Waits for us"), "more_needed": N_("Waits for the person"), **DECIDED}


@dataclass(frozen=True)
class Found:
    """Somebody in a list; `card` is the status of their card, None for none."""

    resident: Resident
    card: str | None


@dataclass(frozen=True)
class Look:
    who: str
    why: Words | None
    at: datetime


@dataclass(frozen=True)
class Person:
    """What the page shows. `acts` are what can be done to the card now, by their slug; `opens` has each service with
    whether it is open to them, why, and its slug where it is theirs to add; `browsers` how many they are signed in with.
    """

    resident: Resident
    proofs: list[Shown]
    opens: list[tuple[Words, bool, Words, str | None]]
    card: Card | None
    status: str | None
    acts: dict[str, Act]
    renewable: bool
    applications: list[Application]
    messages: list[Message]
    looks: list[Look]
    codes: list[str]
    life: Story
    looked_after: list[LookedAfter]
    helper_asks: list[ActingAsk]
    child_asks: list[ChildAsk]
    looked_after_by: list[Acting]
    browsers: int


def find(
    typed: str, *, actor: str, anyhow: bool = True, former: bool = False
) -> tuple[list[Found], list[tuple[str, str]]]:
    """See search.look_for, with what was mended; without `anyhow` see search.find_numbered. Who is found is noted."""
    looked = search.look_for(typed, former=former) if anyhow else search.Found(search.find_numbered(typed), {})
    residents = looked.people
    note_found([one.id for one in residents], actor=actor)
    ours = Card.select().where(Card.resident.in_([one.id for one in residents])).order_by(Card.id)
    status = {card.resident_id: card.status_on(today()) for card in ours}
    return [Found(one, status.get(one.id)) for one in residents], looked.told


def page_of(resident: Resident) -> Person:
    card, held = cards.for_resident(resident.id), held_by(resident.id, today())
    sent = Application.select().where(Application.resident == resident, Application.status != "draft")
    return Person(
        resident=resident,
        proofs=[
            Shown(v.name, _how(p), last_counted(p.until_on, p.ended_on), p.fact, v.renew)
            for p in held
            for v in [CATEGORIES[p.fact].number(p.version)]
        ],
        opens=_opens(resident.id),
        card=card,
        status=card.status_on(today()) if card else None,
        acts=acts_on(card) if card else {},
        renewable=renewals.card_to_renew(resident.id) is not None,
        applications=list(sent.order_by(Application.id.desc()).limit(FEW)),
        messages=for_person(f"resident:{resident.id}")[:FEW],
        looks=_looks(resident),
        codes=return_codes_of(resident.account_id),
        life=story_of(resident),
        looked_after=looked_after(resident.id),
        helper_asks=adults.asks_about(resident.id),
        child_asks=household.asks_of(resident.id),
        looked_after_by=holders_of(resident.id),
        browsers=how_many(resident.account_id),
    )


def note_printed(resident: Resident, *, actor: str) -> None:
    """Leave a line in the trail: their card was printed for them."""
    record("card.printed", actor=actor, subject=f"resident:{resident.id}")


def shown_by(resident: Resident, slug: str) -> Version | None:
    """The category of something that counts today; None for what does not, or no more."""
    held = [proof for proof in held_by(resident.id, today()) if proof.fact == slug]
    return CATEGORIES[slug].number(held[0].version) if held else None


def _opens(resident_id: int) -> list[tuple[Words, bool, Words, str | None]]:
    person, day = about_rules(resident_id), today()
    return [
        (
            one.service.name,
            one.answer.yes,
            explain_to_staff(one.service, person, day, filters.date),
            one.service.slug if one.can_add else None,
        )
        for one in opened_to(person, day)
    ]


def _looks(resident: Resident) -> list[Look]:
    """The last who looked."""
    entries = list(islice(about(f"resident:{resident.id}", ("person.read",)), FEW))
    known = names({staff for entry in entries if (staff := staff_of(entry.actor)) is not None})
    return [
        Look(known.get(staff_of(entry.actor) or 0, ""), SEEN_BECAUSE.get(json.loads(entry.detail).get("why")), entry.at)
        for entry in entries
    ]


def _how(proof: Proof) -> Words | str:
    """What showed it; of a paper that was not copied, all that we know of it."""
    told = proof.detail
    if proof.source != "in_person" or not told.get("kind"):
        return SOURCES.get(proof.source, proof.source)
    staff_id = staff_of(told.get("seen_by", ""))
    return N_(
        "%(paper)s, number ending %(ending)s, shown in person to %(name)s on %(day)s and not copied",
        paper=name_of(told["kind"]),
        ending=told["ending"],
        name=names([staff_id])[staff_id] if staff_id else N_("a colleague"),
        day=filters.date(proof.recorded_at),
    )
