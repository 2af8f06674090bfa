"""Those of the cast who have a card and show more than where they live; what they showed is in `showing`."""

from datetime import date

from ..core.words import N_
from .personas import Home, Outcome, Persona

SHOWERS = (
    Persona(
        "jo-ferris",
        "Jo",
        "Ferris",
        date(1975, 6, 12),
        N_("Has a card and has sent a picture of a Blue Badge, so that it counts everywhere. A person looks at it."),
        Outcome.HAS_CARD,
        email="jo.ferris@example.com",
        phone="07700 900125",
        home=Home(("3 Signalman's Row", "London"), "W10 4RR", "CT-10000220"),
    ),
    Persona(
        "carmen-ruiz",
        "Carmen",
        "Ruiz",
        date(1970, 3, 4),
        N_("Has a card, looks after her mother, and has shown it once."),
        Outcome.HAS_CARD,
        email="carmen.ruiz@example.com",
        phone="07700 900126",
        language="es",
        home=Home(("40 Gaslight Terrace", "London"), "NW8 9AY", "CT-10000238"),
    ),
)
