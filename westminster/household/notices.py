"""What we write to who looks after a card, and to the person whose card it is; to nobody else: names are in it."""

from datetime import date

from ..core import filters, settings
from ..core.words import N_
from ..messages.rules import Notice

_SUBJECT, _ADULT = N_("A card for your child"), N_("Looking after a card")


def ready(name: str) -> Notice:
    text = N_("The MyWestminster card of %(name)s is ready. You show it and look after it here: %(address)s")
    return Notice(_SUBJECT, text % {"name": name, "address": _children()})


def goes_on(name: str, until: date, language: str) -> Notice:
    text = N_("The MyWestminster card of %(name)s is now good until %(day)s. The number is the same: %(address)s")
    day = filters.date(until, locale=language)
    return Notice(_SUBJECT, text % {"name": name, "day": day, "address": _children()})


def children_stay(names: list[str]) -> Notice:
    text = N_(
        "You have moved. We have not changed the address of: %(names)s. Do they live with you there? Tell us: %(address)s"
    )
    return Notice(N_("Do your children move too?"), text % {"names": ", ".join(names), "address": _children()})


def not_shown(name: str) -> Notice:
    text = N_(
        "We could not give a card for %(name)s yet, because the paper did not show that you are their parent or guardian "
        "and that they live here. You can ask again at any time: %(address)s"
    )
    return Notice(_SUBJECT, text % {"name": name, "address": _children()})


def grown_up(name: str) -> Notice:
    text = N_(
        "%(name)s is 16 now, so the card is theirs alone, and you do not look after it any more. It stays as it is. At any "
        "library staff help them to take it over."
    )
    return Notice(_SUBJECT, text % {"name": name})


def ended(name: str) -> Notice:
    text = N_("You do not look after the card of %(name)s any more. Is it a mistake? Call 020 7946 0123.")
    return Notice(_SUBJECT, text % {"name": name})


def _children() -> str:
    return f"{settings.current().base_url}/account/looked-after"


def asked(holder: str) -> Notice:
    """To the person; the last words are for who did not expect it."""
    text = N_(
        "%(name)s asks to look after your MyWestminster card. Nothing changes unless you say yes, or staff have seen a court "
        "paper or power of attorney. See it and say yes or no: %(address)s. You do not know them? Call 020 7946 0123."
    )
    return Notice(_ADULT, text % {"name": holder, "address": f"{settings.current().base_url}/account/helpers"})


def begun(person: str) -> Notice:
    """To who looks after it."""
    text = N_("You look after the MyWestminster card of %(name)s now. You show it here: %(address)s")
    return Notice(_ADULT, text % {"name": person, "address": _children()})


def declined(person: str) -> Notice:
    return Notice(_ADULT, N_("You do not look after the card of %(name)s: it was not agreed to.") % {"name": person})


def begun_for(holder: str) -> Notice:
    """To the person, where staff have seen a paper or heard their yes."""
    text = N_(
        "%(name)s looks after your MyWestminster card now. You see what they do, and can end it at any time: %(address)s, or call "
        "020 7946 0123."
    )
    return Notice(_ADULT, text % {"name": holder, "address": f"{settings.current().base_url}/account/helpers"})


def over(name: str) -> Notice:
    """To both, when the last day is over; `name` is who looked after it."""
    text = N_("The time that was agreed is over: %(name)s does not look after the card any more.")
    return Notice(_ADULT, text % {"name": name})
