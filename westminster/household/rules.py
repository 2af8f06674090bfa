"""Whose card somebody may hold, and until when. Values only."""

from datetime import date, timedelta

from ..core.words import N_, Words
from ..residents.rules import age_on, birthday, real_birth_date

GROWN_UP = 16  # from then on they apply and act for themselves
ASK_KEPT = timedelta(days=28)
MOST_ASKS = 12

# Must match the constraints in 0035.
KINDS = {"parent": N_("I am their parent"), "guardian": N_("I am their guardian")}
PAPERS = {
    "birth_certificate": N_("Birth certificate with both names, and a letter from school or a doctor with the address"),
    "school_letter": N_("Letter from school with the child’s name, the adult’s name and the address"),
    "court_order": N_("Court order, or letter from a social worker, and a letter with the address"),
}
ADULT_KINDS = {
    "carer": N_("I care for them, and they agree"),
    "attorney": N_("I have lasting power of attorney"),
    "deputy": N_("A court made me their deputy"),
}
KINDS_SAID = {
    "parent": N_("Parent"),
    "guardian": N_("Guardian"),
    "carer": N_("Carer"),
    "attorney": N_("Attorney"),
    "deputy": N_("Deputy"),
}
# A carer without a paper needs the person's own yes, signed in or said to staff in person.
ADULT_PAPERS = {
    "consent": N_("The person said yes to me themselves"),
    "lpa": N_("Lasting power of attorney, registered, or its code"),
    "court_order": N_("Order of the Court of Protection"),
}
_PAPERS_OF = {"carer": ("consent",), "attorney": ("lpa",), "deputy": ("court_order",)}
LONGEST = timedelta(days=731)
_PAST = N_("The last day must be in the future")
_TOO_LONG = N_("The last day must be within the next 2 years")
_NOT_REAL = N_("Date of birth must be real: in the past, and less than 130 years ago")
_GROWN_UP = N_("From 16 on people apply for their own card")
_OLDER = N_("A child must be born after you")


def why_no_child(born_on: date, holder_born_on: date | None, today: date) -> Words | None:
    """Why somebody cannot hold the card of whom was born then, or None."""
    if not real_birth_date(born_on, today):
        return _NOT_REAL
    if age_on(born_on, today) >= GROWN_UP:
        return _GROWN_UP
    return _OLDER if holder_born_on and born_on <= holder_born_on else None


def acts_until(born_on: date) -> date:
    """The last day: that before the 16th birthday."""
    return birthday(born_on, GROWN_UP) - timedelta(days=1)


def why_not_until(until_on: date, today: date) -> Words | None:
    """Why nobody may act for an adult until then, or None."""
    if until_on <= today:
        return _PAST
    return _TOO_LONG if until_on > today + LONGEST else None


def papers_for(kind: str) -> dict[str, Words]:
    """What staff must have seen or heard for it."""
    return {slug: ADULT_PAPERS[slug] for slug in _PAPERS_OF[kind]}
