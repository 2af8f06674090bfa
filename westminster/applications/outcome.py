"""What becomes of an application that was sent: approved, at once or by a person, or waiting for one."""

import unicodedata
from datetime import date
from typing import Any

from ..audit.service import record
from ..cards import service as cards
from ..cards.models import Card
from ..cards.rules import CURRENT, OFFICE_REASONS, twelve_months
from ..core.clock import now, today
from ..core.db import atomic
from ..core.errors import Refused
from ..core.events import emit
from ..core.words import N_
from ..messages.rules import Notice
from ..messages.service import send
from ..proofs.identity import still_shows
from ..proofs.models import Proof
from ..proofs.service import held_by, record_proof
from ..residents.models import Resident
from ..residents.rules import age_on
from ..residents.service import Details, contact
from ..services.catalogue import opened_to
from ..services.rules import Held, Person
from ..services.service import about
from ..sources import council_tax
from . import notices
from .models import Application
from .rules import (
    COUNCIL_TAX,
    HELD,
    IN_PERSON,
    WORKING_DAYS,
    Answers,
    address_lines,
    as_told,
    full_name,
    why_a_person,
)
from .working_days import days_after


def decide(application: Application, resident: Resident, *, actor: str) -> None:
    """Approve at once where nothing speaks for a person looking, else give it to one. In the caller's transaction."""
    why = _why_a_person(application, resident)
    if why is None:
        prove_by_check(application, actor)
        approve(application, resident, actor=actor)
    else:
        _give_to_staff(application, resident, why, actor)


def _why_a_person(application: Application, resident: Resident) -> str | None:
    answers, proved = application.answers, is_proved(application)
    if application.category:
        return None if proved else "further"
    return why_a_person(
        basis=answers["basis"],
        age=age_on(date.fromisoformat(answers["born_on"]), today()),
        proved=proved,
        same_person=same_person_has_card(resident),
        ended_by_us=_office_ended_card(resident.id),
    )


def approve(application: Application, resident: Resident, *, actor: str, notice: Notice | None = None) -> None:
    """Say yes to what is proved by now; for the card give it, for as long as that lasts. Raises Refused without a proof.

    `notice` is what staff have read, else it is written here.
    """
    proof = _longest(resident.id, application.fact)
    with atomic():
        if application.category is None:
            _give_card(resident.id, proof.until_on or twelve_months(today()), actor)
        application.status, application.closed_at = "approved", now()
        application.save()
        _tell("approved", application, actor)
        if reach := contact(resident):
            held = Held(proof.fact, proof.from_on, proof.until_on, None)
            send(reach, notice or yes(application, held, reach.language), about=f"resident:{resident.id}")


def yes(application: Application, held: Held, language: str) -> Notice:
    """What we write when what they show is `held`: until when, and what it opens. `language` is the reader's."""
    known, born_on = about(application.resident_id), date.fromisoformat(application.answers["born_on"])
    before = tuple(proof for proof in known.proofs if proof.fact != held.fact)
    day = max(held.from_on, today())
    was, is_ = (opened_to(Person(born_on, proofs, known.added), day) for proofs in (before, (*before, held)))
    had = {one.service for one in was if application.category and (one.answer.yes or one.can_add)}
    opens = [one.service.name for one in is_ if one.answer.yes and one.service not in had]
    can_add = [one.service.name for one in is_ if one.can_add and one.service not in had]
    if application.category is None:
        return notices.approved(application, opens, can_add)
    return notices.shown(application, (held.from_on, held.until_on), opens, can_add, language)


def is_proved(application: Application) -> bool:
    """Whether what the answers say of a check or an earlier proof is still so in our own records."""
    answers, person = application.answers, application.resident_id
    if answers["proof_way"] == COUNCIL_TAX:
        who = answers["first_name"], answers["last_name"], answers["postcode"]
        return council_tax.match_of(person, *who) is not None
    if answers["proof_way"] == HELD:
        told = as_told(answers)
        held = [proof for proof in held_by(person, today()) if proof.fact == answers["basis"]]
        return any(still_shows(proof, told) for proof in held)
    return False


def same_person_has_card(resident: Resident) -> bool:
    """Whether somebody else with this surname, birth date and postcode has a card that is in date."""
    alike = (
        Resident.select(Resident.surname)
        .join(Card, on=(Card.resident == Resident.id))
        .where(Resident.id != resident.id, Resident.born_on == resident.born_on)
        .where(Resident.postcode == resident.postcode)
        .where(Card.status.in_(CURRENT), Card.valid_until >= today())
    )
    return any(_letters(other.surname) == _letters(resident.surname) for other in alike)


def _office_ended_card(resident_id: int) -> bool:
    card = cards.for_resident(resident_id)
    return card is not None and card.status not in CURRENT and card.ended_reason in OFFICE_REASONS


def details(answers: Answers) -> Details:
    """The answers as the resident's details."""
    other = answers["access_other"]
    return Details(
        full_name=full_name(answers),
        surname=answers["last_name"],
        born_on=date.fromisoformat(answers["born_on"]),
        address=address_lines(answers),
        postcode=answers["postcode"],
        safe_to_write=answers["safe_to_write"],
        email=answers["email"],
        mobile=answers["mobile"],
        channel=answers["channel"],
        language=answers["language"],
        access_needs=(*answers["access_needs"], *([other] if other else [])),
    )


def prove_by_check(application: Application, actor: str) -> None:
    """Record what the Council Tax check showed; what was proved before stands."""
    answers = application.answers
    if answers["proof_way"] != COUNCIL_TAX:
        return
    record_proof(
        application.resident_id,
        answers["basis"],
        source="council_tax",
        method="match",
        from_on=today(),
        actor=actor,
        account_ending=answers["account_ending"],
        application=application.id,
    )


def _longest(resident_id: int, fact: str) -> Proof:
    """The proof of `fact` that lasts longest, one that begins later also."""
    still = (Proof.resident == resident_id) & (Proof.fact == fact) & Proof.ended_on.is_null()
    proofs = [proof for proof in Proof.select().where(still) if proof.until_on is None or proof.until_on >= today()]
    if not proofs:
        raise Refused(N_("There is no proof of it yet."))
    return max(proofs, key=lambda proof: (proof.until_on or date.max, proof.id))


def _give_card(resident_id: int, until: date, actor: str) -> None:
    """A first card, or more time for one that has less; one on hold stays as it is."""
    card = cards.for_resident(resident_id)
    if card is None or card.status not in CURRENT:
        cards.issue(resident_id, until, actor=actor)
    elif card.status == "active" and until > card.valid_until:
        cards.renew(card, until, actor=actor)


def _give_to_staff(application: Application, resident: Resident, why: str, actor: str) -> None:
    application.status, application.why_a_person = "with_staff", why
    application.due_on = days_after(today(), WORKING_DAYS)
    application.save()
    _tell("with_staff", application, actor, why=why)
    if reach := contact(resident):
        write = notices.bring_it if application.answers["proof_way"] == IN_PERSON else notices.with_staff
        send(reach, write(application, reach.language), about=f"resident:{resident.id}")


def _tell(what: str, application: Application, actor: str, **detail: Any) -> None:
    """The audit line, and the event for whom it concerns."""
    resident = application.resident_id
    record(f"application.{what}", actor=actor, subject=f"application:{application.id}", resident=resident, **detail)
    emit(f"application.{what}", application_id=application.id, resident_id=resident, **detail)


def _letters(name: str) -> str:
    """A name without case, accents, spaces and marks, to compare by."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in plain if c.isalnum())
