"""What we write to somebody whose card or proof runs out, or was renewed."""

from datetime import date

from babel.dates import format_date

from ..core import settings
from ..core.words import N_
from ..messages.rules import Notice


def card_ends(until_on: date, language: str) -> Notice:
    """`language` is that of the reader: the date is written in it."""
    return Notice(
        N_("Your card runs out soon"),
        N_(
            "Your MyWestminster card is good until %(day)s. You can renew it now. Often that takes one tap: %(address)s. "
            "No internet? Ask at any library, or call 020 7946 0123.",
            day=_day(until_on, language),
            address=_address("/card/renew"),
        ),
    )


def proof_ends(until_on: date, language: str) -> Notice:
    """Not what it is: others may read along (decision 024)."""
    return Notice(
        N_("Something you showed us runs out soon"),
        N_(
            "Something that you had shown us counts until %(day)s. See what it is and show it again, to keep what it opens: "
            "%(address)s. Or ask at any library, or call 020 7946 0123.",
            day=_day(until_on, language),
            address=_address("/prove"),
        ),
    )


def bring_a_paper(name: str, until_on: date, language: str, *, card: bool) -> Notice:
    """About somebody who does not sign in, to them or to who looks after their card."""
    if card:
        text = N_(
            "The MyWestminster card of %(name)s is good until %(day)s. To keep it, show again at any library what shows that "
            "they live, work or study here, or call 020 7946 0123. The number stays the same."
        )
        return Notice(N_("A card runs out soon"), text % {"name": name, "day": _day(until_on, language)})
    text = N_(
        "Something that was shown for the MyWestminster card of %(name)s counts until %(day)s. To keep what it opens, show it "
        "again at any library, or call 020 7946 0123."
    )
    return Notice(N_("Something that was shown runs out soon"), text % {"name": name, "day": _day(until_on, language)})


def renewed(until_on: date, language: str) -> Notice:
    return Notice(
        N_("Your card is renewed"),
        N_(
            "Your MyWestminster card is now good until %(day)s. The number is the same. Copies on your phone change by "
            "themselves. A card on paper: print it again: %(address)s",
            day=_day(until_on, language),
            address=_address("/card"),
        ),
    )


def _day(day: date, language: str) -> str:
    return format_date(day, "d MMMM y", locale=language)


def _address(path: str) -> str:
    return settings.current().base_url + path
