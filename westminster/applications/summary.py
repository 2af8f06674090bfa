"""The answers as a person reads them back, and what happens when they send them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..core import filters
from ..core.clock import today
from ..core.words import N_, Words
from ..proofs.rules import CATEGORIES
from ..services.catalogue import opened_to
from ..services.rules import Service, holding
from .choices import ACCESS_NEEDS, BASES, CHANNELS, LANGUAGES
from .rules import (
    COUNCIL_TAX,
    HELD,
    IN_PERSON,
    UPLOAD,
    WORKING_DAYS,
    Answers,
    address_lines,
    full_name,
    is_found,
    works_or_studies,
)
from .working_days import days_after

NOT_GIVEN = N_("Not given")


@dataclass(frozen=True)
class Row:
    """One answer: `lines` of text, `step` where it can be changed (empty: nowhere), `what` after the word Change."""

    key: Words
    lines: tuple[Any, ...]
    step: str
    what: Words


@dataclass(frozen=True)
class Group:
    title: Words
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Outlook:
    """What sending leads to: `at_once` unless a person has to look; `opens` then; `by` at the latest."""

    at_once: bool
    opens: tuple[Service, ...]
    by: date


def groups(answers: Answers, files: Iterable[str] = ()) -> tuple[Group, ...]:
    """All the answers of a complete application, in the order of its parts; `files` are the names of those added."""
    return (
        Group(N_("About you"), tuple(_about_you(answers))),
        Group(N_("Where you live"), tuple(_where(answers, files))),
    )


def of_fact(answers: Answers, files: Iterable[str]) -> tuple[Row, ...]:
    """What is sent to show one more fact; what we know of the person is changed elsewhere."""
    born_on = date.fromisoformat(answers["born_on"])
    place = [answers["place_name"], answers["place_postcode"]] if works_or_studies(answers) else []
    shown = [shown_by(answers), *(files if answers["proof_way"] == UPLOAD else ())]
    rows = [
        _row(N_("What you show"), [CATEGORIES[answers["basis"]].on(today()).you], "", N_("what you show")),
        _row(N_("Name"), [full_name(answers)], "", N_("your name")),
        _row(N_("Date of birth"), [filters.date(born_on)], "", N_("your date of birth")),
        _row(N_("Work or study"), place, "place", N_("where you work or study")) if place else None,
        _row(N_("How you show it"), shown, "show", N_("how you show it")),
    ]
    return tuple(row for row in rows if row)


def outlook(answers: Answers, on: date) -> Outlook:
    """As far as it can be told before it is sent."""
    person = holding([answers["basis"]], date.fromisoformat(answers["born_on"]))
    opens = tuple(one.service for one in opened_to(person, on) if one.answer.yes)
    return Outlook(is_found(answers), opens, days_after(on, WORKING_DAYS))


def shown_by(answers: Answers) -> Words:
    """How the person shows what they say."""
    return {
        COUNCIL_TAX: N_("Council Tax account ending %(digits)s", digits=answers.get("account_ending", "")),
        HELD: N_("You showed it before"),
        UPLOAD: N_("Files you added"),
        IN_PERSON: N_("At a library"),
    }[answers["proof_way"]]


def _about_you(answers: Answers) -> Iterable[Row]:
    yield _row(N_("Name"), [full_name(answers)], "name", N_("your name"))
    born_on = date.fromisoformat(answers["born_on"])
    yield _row(N_("Date of birth"), [filters.date(born_on)], "birth-date", N_("your date of birth"))
    safe = N_("Yes") if answers["safe_to_write"] else N_("No")
    yield _row(N_("Letters are safe"), [safe], "letters", N_("if letters are safe"))
    way = CHANNELS[answers["channel"]]
    yield _row(N_("How we reach you"), [way], "contact", N_("how we reach you"))
    yield _row(N_("Email"), [answers["email"]], "contact", N_("your email address"))
    yield _row(N_("Mobile number"), [filters.phone(answers["mobile"])], "contact", N_("your mobile number"))
    yield _row(N_("Language"), [LANGUAGES[answers["language"]]], "language", N_("your language"))
    help_needed = [*(ACCESS_NEEDS[need] for need in answers["access_needs"]), answers["access_other"]]
    yield _row(N_("Help you need"), help_needed, "help", N_("the help you need"))


def _where(answers: Answers, files: Iterable[str]) -> Iterable[Row]:
    yield _row(N_("In Westminster"), [BASES[answers["basis"]]], "basis", N_("if you live, work or study here"))
    if works_or_studies(answers):
        place = [answers["place_name"], answers["place_postcode"]]
        yield _row(N_("Work or study"), place, "place", N_("where you work or study"))
    yield _row(N_("Postcode"), [answers["postcode"]], "postcode", N_("your postcode"))
    yield _row(N_("Address"), address_lines(answers), "address", N_("your address"))
    shown = [shown_by(answers), *(files if answers["proof_way"] == UPLOAD else ())]
    yield _row(N_("How you show it"), shown, "show", N_("how you show it"))


def _row(key: Words, lines: Iterable[Any], step: str, what: Words) -> Row:
    kept = tuple(line for line in lines if line)
    return Row(key, kept or (NOT_GIVEN,), step, what)
