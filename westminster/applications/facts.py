"""Where somebody stands with each fact there is: shown already, on its way, or theirs to show."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..core.clock import today
from ..core.db import atomic
from ..core.words import Words
from ..messages.service import send
from ..proofs.category_rules import GROUPS, Version
from ..proofs.models import Proof
from ..proofs.rules import CATEGORIES, SOURCES, ages_hold
from ..proofs.service import end_fact, held_by
from ..residents.models import Resident
from ..residents.service import contact
from ..services.catalogue import opened_to
from ..services.rules import Condition, Has, Person, days_met
from ..services.service import about
from ..services.span_rules import around
from ..sources import asking
from . import notices
from .choices import BASES
from .models import Application
from .rules import OPEN

SHOW_AGAIN = timedelta(days=30)  # how long before it ends


@dataclass(frozen=True)
class Standing:
    """`shown`: it counts today, until `until_on` (None for good), by `how`. `application` is the open one.

    `can_show`: a paper or somebody who answers could show it.
    """

    slug: str
    version: Version
    shown: bool
    until_on: date | None
    how: tuple[Words | str, ...]
    application: Application | None
    can_show: bool

    @property
    def offered(self) -> bool:
        """Whether they are asked for it: never for what counts for a while yet."""
        soon = self.until_on is not None and self.until_on - SHOW_AGAIN <= today()
        return self.can_show and self.application is None and (not self.shown or soon)

    @property
    def can_end(self) -> bool:
        """Whether it can stop being so: an age once reached stays, and what a birth date shows is no proof."""
        ages = self.version.ages
        return bool(self.how) and (ages is None or ages.oldest is not None)


def no_longer(resident: Resident, slug: str) -> None:
    """It is no longer so, they say: from today it does not count. Said again, it stays so."""
    with atomic():
        if end_fact(resident.id, slug, why="by_person", actor=f"resident:{resident.id}") and (
            reach := contact(resident)
        ):
            send(reach, notices.no_longer(), about=f"resident:{resident.id}")


def closes(resident: Resident, slug: str) -> list[Words]:
    """The services that close without it."""
    person = about(resident.id)
    without = replace(person, proofs=tuple(proof for proof in person.proofs if proof.fact != slug))
    stays = {one.service for one in opened_to(without, today()) if one.answer.yes}
    return [e.service.name for e in opened_to(person, today()) if e.answer.yes and e.service not in stays]


def grouped(resident: Resident) -> Iterator[tuple[Words, list[Standing]]]:
    """Those to choose from, by the groups of the categories; groups of which there is nothing are left out."""
    all_of = [one for one in standings(resident) if one.shown or one.application or one.can_show]
    for group, title in GROUPS.items():
        if some := [one for one in all_of if one.version.group == group]:
            yield title, some


def with_paper(resident: Resident) -> dict[str, Words]:
    """What they are asked for beside the card and can show by a paper, by slug; nothing before we know who they are."""
    if not resident.surname:
        return {}
    offered = [one for one in standings(resident) if one.offered and one.version.evidence and one.slug not in BASES]
    return {one.slug: one.version.name for one in offered}


def standings(resident: Resident) -> list[Standing]:
    """Every fact there is, in the order of the categories."""
    person, held, open_ = about(resident.id), held_by(resident.id, today()), _open(resident.id)
    return [_standing(slug, person, held, open_.get(slug)) for slug in CATEGORIES]


def standing(resident: Resident, slug: str) -> Standing:
    return _standing(slug, about(resident.id), held_by(resident.id, today()), _open(resident.id).get(slug))


def _standing(slug: str, person: Person, held: list[Proof], application: Application | None) -> Standing:
    day = today()
    version = CATEGORIES[slug].on(day)
    shown, _, until_on = around(days_met(Condition(Has(slug), wanted=True), person), day)
    proofs = [proof for proof in held if proof.fact == slug]
    how = tuple(dict.fromkeys(SOURCES.get(proof.source, proof.source) for proof in proofs))
    return Standing(
        slug, version, shown, until_on if shown else None, how, application, _can_show(slug, version, person)
    )


def _can_show(slug: str, version: Version, person: Person) -> bool:
    """Whether there is a paper or somebody to ask, and the birth date does not say by itself."""
    if not version.evidence and not asking.who_answers(slug):
        return False
    if version.ages is None or person.born_on is None:
        return True
    first, last = ages_hold(version.ages, person.born_on)
    return not version.ages.enough and first <= today() and (last is None or today() <= last)


def _open(resident_id: int) -> dict[str, Application]:
    query = Application.select().where(Application.resident == resident_id, Application.status.in_(OPEN))
    return {str(one.category): one for one in query.where(Application.category.is_null(False))}
