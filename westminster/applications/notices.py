"""What we write to a person about their application."""

from datetime import date

from babel.dates import format_date

from ..core import settings
from ..core.words import N_
from ..messages.rules import Notice


def approved(reference: str) -> Notice:
    return Notice(
        N_("Your MyWestminster card is ready"),
        N_(
            "Your MyWestminster card is ready. Sign in to show it: %(address)s. Your reference is %(reference)s.",
            address=_address("/card"),
            reference=reference,
        ),
    )


def with_staff(reference: str, due_on: date, language: str) -> Notice:
    """`language` is that of the reader: the date is written in it."""
    return Notice(
        N_("We have your application"),
        N_(
            "We have your application for a MyWestminster card, %(reference)s. A person looks at it. "
            "You hear from us by %(day)s. See where it stands: %(address)s",
            reference=reference,
            day=format_date(due_on, "d MMMM y", locale=language),
            address=_address("/apply"),
        ),
    )


def _address(path: str) -> str:
    return settings.current().base_url + path
