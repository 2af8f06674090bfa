"""What is written to somebody whose card opens something new."""

from ..core import settings
from ..core.words import N_, Words
from ..messages.rules import Notice
from ..services.rules import Service


def opened(service: Service, why: Words) -> Notice:
    """`why` is what services.word_rules.explain says."""
    if service.to_add:
        return Notice(
            N_("There is something new for your card"),
            N_(
                "You can add %(service)s to your MyWestminster card. %(why)s Add it here with one press: %(address)s. You "
                "asked us to tell you. If you do not want this any more, sign in and change it in your account.",
                service=service.name,
                why=why,
                address=f"{settings.current().base_url}/services",
            ),
        )
    return Notice(
        N_("Your card opens something new"),
        N_(
            "Your MyWestminster card now opens %(service)s. %(why)s You do not have to do anything: show the card that "
            "you have. You asked us to tell you. If you do not want this any more, sign in and change it in your account.",
            service=service.name,
            why=why,
        ),
    )
