"""What we write to a person about their application. Which fact they show is not in it: others may read along."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from ..core import settings
from ..core.words import N_, Words
from ..messages.rules import Notice
from ..services.word_rules import together
from .models import Application


def approved(application: Application, opens: Sequence[Words], can_add: Sequence[Words]) -> Notice:
    """For the card; the names of the services that it opens, and of those that are theirs to add."""
    return Notice(
        N_("Your MyWestminster card is ready"),
        _sentences(
            N_("Your MyWestminster card is ready."),
            N_("It opens: %(services)s.", services=together(opens)) if opens else None,
            _to_add(can_add),
            N_("Sign in to show it: %(address)s.", address=_address("/card")),
            N_("Your reference is %(reference)s.", reference=application.reference),
        ),
    )


def shown(
    application: Application,
    counts: tuple[date, date | None],
    opens: Sequence[Words],
    can_add: Sequence[Words],
    language: str,
) -> Notice:
    """For one more fact: the first and the last day on which it counts, and what that adds. `language` is the reader's."""
    first, last = counts
    day = _day(first, language)
    days = N_("What you showed us counts from %(day)s on.", day=day)
    if last:
        days = N_("What you showed us counts from %(day)s until %(last)s.", day=day, last=_day(last, language))
    more = None
    if not opens and not can_add:
        more = N_("No service asks for it today. When one does, you need not show it again.")
    elif opens:
        more = N_("Your card now also opens: %(services)s.", services=together(opens))
    return Notice(
        N_("We said yes to what you showed us"),
        _sentences(
            N_("We said yes to your application %(reference)s.", reference=application.reference),
            days,
            more,
            _to_add(can_add),
            N_("See all that you have shown: %(address)s", address=_address("/account")),
        ),
    )


def _to_add(services: Sequence[Words]) -> Words | None:
    """What their card opens once they want it to."""
    if not services:
        return None
    return N_(
        "You can add to your card: %(services)s. Add it here: %(address)s.",
        services=together(services),
        address=_address("/services"),
    )


def with_staff(application: Application, language: str) -> Notice:
    """`language` is that of the reader: the date is written in it."""
    text = N_(
        "We have your application to MyWestminster, %(reference)s. A person looks at it. "
        "You hear from us by %(day)s. See where it stands: %(address)s"
    )
    return Notice(N_("We have your application"), _filled(text, application, language))


def bring_it(application: Application, language: str) -> Notice:
    """For somebody who shows it at a library; `language` as in `with_staff`."""
    text = N_(
        "We have your application to MyWestminster, %(reference)s. Now show one paper at any library in "
        "Westminster by %(day)s and say this reference. See which papers we take: %(address)s"
    )
    return Notice(N_("Show your paper at a library"), _filled(text, application, language))


def answered(application: Application, language: str) -> Notice:
    """When they sent what we asked for; `language` as in `with_staff`."""
    text = N_(
        "We have what you sent for your application %(reference)s. A person looks at it. "
        "You hear from us by %(day)s. See where it stands: %(address)s"
    )
    return Notice(N_("We have what you sent"), _filled(text, application, language))


def brought(application: Application, language: str) -> Notice:
    """When they showed what we asked for at a counter; `language` as in `with_staff`."""
    text = N_(
        "We have seen the paper that you showed us for your application %(reference)s. A person looks at it now. "
        "You hear from us by %(day)s. See where it stands: %(address)s"
    )
    return Notice(N_("We have seen your paper"), _filled(text, application, language))


def look_again(application: Application, language: str) -> Notice:
    """When they asked us to look again at a no; `language` as in `with_staff`."""
    text = N_(
        "You asked us to look again at your application %(reference)s. Somebody else looks at it now. "
        "You hear from us by %(day)s. See where it stands: %(address)s"
    )
    return Notice(N_("We look again at your application"), _filled(text, application, language))


def late(application: Application, expected_on: date, language: str) -> Notice:
    """When we have not decided in time; `language` as in `with_staff`."""
    text = N_(
        "We are late with your application %(reference)s, and we are sorry. We now expect to decide by %(day)s. "
        "You have nothing to do. See where it stands: %(address)s"
    )
    return Notice(N_("We are late with your application"), _filled(text, application, language, by=expected_on))


def withdrawn(application: Application) -> Notice:
    return Notice(
        N_("You took your application back"),
        N_(
            "You took back your application %(reference)s to MyWestminster. We deleted any files you added. "
            "You can apply again at any time: %(address)s. Was it not you? Call 020 7946 0123.",
            reference=application.reference,
            address=_address("/prove" if application.category else "/apply"),
        ),
    )


def no_longer() -> Notice:
    return Notice(
        N_("You told us that something is no longer so"),
        N_(
            "You told us that something you had shown is no longer so. We have ended it. If that changes, show it "
            "again at any time: %(address)s. Was it not you? Call 020 7946 0123.",
            address=_address("/prove"),
        ),
    )


def status_address(application: Application) -> str:
    """Where its person sees where it stands; a fact is not in it."""
    return _address("/prove" if application.category else "/apply/status")


def _filled(text: Words, application: Application, language: str, by: date | None = None) -> Words:
    day, address = _day(by or application.due_on, language), status_address(application)
    return Words(text.text, (("reference", application.reference), ("day", day), ("address", address)))


def _sentences(*parts: Words | None) -> Words:
    """One after the other. The form is ours, so it is not marked for translation."""
    kept = {f"part_{number}": part for number, part in enumerate(parts) if part}
    return Words(" ".join(f"%({name})s" for name in kept), tuple(kept.items()))


def _day(day: date | None, language: str) -> str:
    return format_date(day, "d MMMM y", locale=language)


def _address(path: str) -> str:
    return settings.current().base_url + path
