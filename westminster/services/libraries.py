"""Libraries: for everybody who lives, works or studies here."""

from ..core.words import N_
from ..proofs.rules import LIVES, STUDIES, WORKS
from .rules import Has, Service, Some

LIBRARIES = Service(
    slug="libraries",
    name=N_("Libraries"),
    summary=N_("Borrow books, music and films from every library in Westminster."),
    icon="book",
    public=True,
    rule=Some((Has(LIVES.slug), Has(WORKS.slug), Has(STUDIES.slug))),
    who=N_("Anyone who lives, works or studies in Westminster, at any age."),
    steps=(
        N_("Go to any library in Westminster and open your card."),
        N_("Show the code at the desk. The library scans it and sees one word: yes."),
        N_("Choose what you want to take home."),
    ),
    good_to_know=(
        N_("You do not show a letter or a bill again. The card has done that for you."),
        N_("The library does not see your address or your date of birth on the card."),
    ),
)
