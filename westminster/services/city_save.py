"""City Save: offers from shops, cafés and galleries, for people of 16 and over who live here.

Source: the scheme's terms, "residents over 16", read as 16 included, as its registration did.
"""

from ..core.words import N_
from ..proofs.rules import LIVES
from .rules import AgeAtLeast, Every, Has, Service

CITY_SAVE = Service(
    slug="city-save",
    name=N_("City Save"),
    summary=N_("Pay less at shops, cafés and galleries that have an offer for residents."),
    icon="tag",
    public=True,
    rule=Every((Has(LIVES.slug), AgeAtLeast(16))),
    who=N_("People who live in Westminster and are 16 or over."),
    steps=(
        N_("Before you pay, say that you have a City Save card."),
        N_("Show the code. The shop scans it and sees one word: yes."),
        N_("Pay the lower price."),
    ),
    good_to_know=(
        N_("It costs nothing. Shops decide what they offer and for how long."),
        N_("The shop does not see your name, your address or your date of birth when it scans the code."),
    ),
)
