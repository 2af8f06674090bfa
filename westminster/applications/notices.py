"""What we write to a person about their application."""

from datetime import date

from babel.dates import format_date

from ..core import settings
from ..core.words import N_, Words
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
    text = N_(
        "We have your application for a MyWestminster card, %(reference)s. A person looks at it. "
        "You hear from us by %(day)s. See where it stands: %(address)s"
    )
    return Notice(N_("We have your application"), _filled(text, reference, due_on, language))


def bring_it(reference: str, due_on: date, language: str) -> Notice:
    """For somebody who shows it at a library; `language` as in `with_staff`."""
    text = N_(
        "We have your application for a MyWestminster card, %(reference)s. Now show one paper at any library in "
        "Westminster by %(day)s and say this reference. See which papers we take: %(address)s"
    )
    return Notice(N_("Show your paper at a library"), _filled(text, reference, due_on, language))


def answered(reference: str, due_on: date, language: str) -> Notice:
    """When they sent what we asked for; `language` as in `with_staff`."""
    text = N_(
        "We have what you sent for your application %(reference)s. A person looks at it. "
        "You hear from us by %(day)s. See where it stands: %(address)s"
    )
    return Notice(N_("We have what you sent"), _filled(text, reference, due_on, language))


def withdrawn(reference: str) -> Notice:
    return Notice(
        N_("You took your application back"),
        N_(
            "You took back your application %(reference)s for a MyWestminster card. We deleted any files you added. "
            "You can apply again at any time: %(address)s. Was it not you? Call 020 7946 0123.",
            reference=reference,
            address=_address("/apply"),
        ),
    )


def _filled(text: Words, reference: str, due_on: date, language: str) -> Words:
    day = format_date(due_on, "d MMMM y", locale=language)
    return Words(text.text, (("reference", reference), ("day", day), ("address", _address("/apply/status"))))


def _address(path: str) -> str:
    return settings.current().base_url + path
