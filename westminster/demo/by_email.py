"""Those of the demo whom the provider does not know: they sign in with their email address and a code."""

from datetime import date

from ..core.words import N_
from .personas import Home, Outcome, Persona

BY_EMAIL = (
    Persona(
        "yusuf-demir",
        "Yusuf",
        "Demir",
        date(1974, 5, 6),
        N_("Wants no account on the sign-in page, so signs in with an email address."),
        Outcome.AT_ONCE,
        email="yusuf.demir@example.com",
        home=Home(("16 Ropewalk Street", "London"), "W10 4RR", "CT-10000261"),
    ),
)
