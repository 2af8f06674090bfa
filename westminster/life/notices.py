"""What we write to somebody about what changed in their life. Dates are written in the language of the reader."""

from collections.abc import Iterable
from datetime import date

from ..core import filters, settings
from ..core.words import N_, Words
from ..messages.rules import Notice
from ..services.rules import Service
from ..services.word_rules import together
from .rules import Change

_MOVED = N_("You have moved")
_BIRTHDAY = N_("Your birthday and your card")
_NAME = N_("Your name")


def moved_in(until: date, language: str) -> Notice:
    return Notice(
        _MOVED,
        N_(
            "We have your new address. Your card still works. Please show us by %(day)s that you live there, so that it "
            "goes on opening what is for people who live in Westminster: %(address)s",
            day=_written(until, language),
            address=_address("/account/home"),
        ),
    )


def moved_in_of(name: str, until: date, language: str) -> Notice:
    """About somebody who does not sign in, such as a child; mostly to who looks after their card."""
    return Notice(
        _MOVED,
        N_(
            "We have the new address of %(name)s. Their card still works. Please show by %(day)s at any library that they live "
            "there, so that it goes on opening what is for people who live in Westminster. Or call 020 7946 0123.",
            name=name,
            day=_written(until, language),
        ),
    )


def moved_on(from_on: date, place: str, language: str) -> Notice:
    """When it is told before the day."""
    day = _written(from_on, language)
    if place == "out":
        return Notice(
            _MOVED,
            N_(
                "Thank you for telling us that you move on %(day)s. Until then all stays as it is. On that day your proof "
                "of living in Westminster ends. Has it changed? Tell us: %(address)s",
                day=day,
                address=_address("/account/moved"),
            ),
        )
    return Notice(
        _MOVED,
        N_(
            "Thank you for telling us that you move on %(day)s. On that day we take over your new address and write to "
            "you. Has it changed? Tell us: %(address)s",
            day=day,
            address=_address("/account/moved"),
        ),
    )


def moved_out(*, card_goes_on: bool) -> Notice:
    if card_goes_on:
        return Notice(
            _MOVED,
            N_(
                "We have your new address. You do not live in Westminster any more, so what is only for people who live "
                "here has ended. Your card goes on, because you work or study here. See what it opens: %(address)s",
                address=_address("/services"),
            ),
        )
    return Notice(_MOVED, N_("We have your new address outside Westminster."))


def card_ended() -> Notice:
    """Also later, when the last of what a card stood on ends."""
    return Notice(
        N_("Your MyWestminster card has ended"),
        N_(
            "Your card was for living, working or studying in Westminster, and nothing of that holds any more. So the "
            "card has ended, with every copy. Thank you for having been with us. Your account stays: you can sign in, "
            "see what we keep and read our messages. If you live, work or study here again, apply with two or three "
            "answers: %(address)s. Is it a mistake? Call 020 7946 0123 or go to any library.",
            address=_address("/apply"),
        ),
    )


def card_ended_of(name: str) -> Notice:
    """The same of somebody who does not sign in."""
    return Notice(
        N_("A MyWestminster card has ended"),
        N_(
            "The card of %(name)s was for living, working or studying in Westminster, and nothing of that holds any more. So "
            "the card has ended, with every copy. Is it a mistake? Call 020 7946 0123 or go to any library.",
            name=name,
        ),
    )


def move_undone() -> Notice:
    return Notice(
        N_("Your address"),
        N_("We undid your move. Your address, what you showed us and your card are as they were before."),
    )


def name_asked() -> Notice:
    return Notice(
        _NAME,
        N_(
            "You told us that your name has changed. Show one paper with the new name at any library. Until then your card "
            "stays as it is. Was it not you? Call 020 7946 0123."
        ),
    )


def name_changed() -> Notice:
    return Notice(
        _NAME,
        N_(
            "We use your new name from now on. It is on your card already, also in Google Wallet. Print your paper card "
            "again, and add the card to Apple Wallet again."
        ),
    )


def name_not_shown() -> Notice:
    return Notice(
        _NAME,
        N_(
            "We have not changed your name, because what we saw did not show the new one. You can ask again at any time: "
            "%(address)s",
            address=_address("/account/name"),
        ),
    )


def birthday(on: date, change: Change, language: str) -> Notice:
    """What a birthday or State Pension age opens and ends; told before."""
    day, opens, ends = _written(on, language), _names(change.opens), _names(change.ends)
    if change.can_add:
        return _can_add(day, change, opens, ends)
    if not ends:
        what = N_("From %(day)s your card also opens: %(opens)s.", day=day, opens=opens)
    elif not opens:
        what = N_("From %(day)s your card does not open any more: %(ends)s.", day=day, ends=ends)
    else:
        text = N_("From %(day)s your card also opens: %(opens)s. It does not open any more: %(ends)s.")
        what = text % {"day": day, "opens": opens, "ends": ends}
    return Notice(
        _BIRTHDAY,
        N_("%(what)s It comes with your age, so you do not have to do anything.", what=what),
    )


def _can_add(day: str, change: Change, opens: Words | None, ends: Words | None) -> Notice:
    """Where something of it is theirs to add."""
    also = N_("Your card also opens: %(opens)s.", opens=opens) if opens else None
    closes = N_("It does not open any more: %(ends)s.", ends=ends) if ends else None
    add = N_("You can add to your card: %(services)s.", services=_names(change.can_add))
    what = add
    for more in (also, closes):
        what = N_("%(one)s %(other)s", one=what, other=more) if more else what
    return Notice(
        _BIRTHDAY,
        N_("From %(day)s: %(what)s See it here: %(address)s", day=day, what=what, address=_address("/services")),
    )


def ended(change: Change) -> Notice:
    """Something that somebody had shown has ended. What it was is nobody's who reads over a shoulder."""
    if change.ends:
        follows = N_("With it your card does not open any more: %(ends)s.", ends=_names(change.ends))
    else:
        follows = N_("What your card opens stays the same.")
    if change.ends and (still := (*change.stays, *change.opens)):
        follows = N_("%(ends)s It still opens: %(stays)s.", ends=follows, stays=_names(still))
    return Notice(
        N_("Something you showed us has ended"),
        N_(
            "Something that you had shown us, such as an award, has ended. %(follows)s Has it been renewed? Show it again: "
            "%(address)s",
            follows=follows,
            address=_address("/prove"),
        ),
    )


def of_a_death() -> Notice:
    """To who told us, if they want it on paper."""
    return Notice(
        N_("Thank you for telling us"),
        N_(
            "We are sorry for your loss, and thank you for telling us. The MyWestminster card has been stopped. We write "
            "no more to them. You have nothing to send back and nothing else to do. If there is anything we can help "
            "with, call 020 7946 0123 or go to any library. Say that it is about a bereavement, and you do not "
            "have to explain it again."
        ),
    )


def _names(services: Iterable[Service]) -> Words | None:
    """None for none."""
    names = [one.name for one in services]
    return together(names) if names else None


def _written(day: date, language: str) -> str:
    return filters.date(day, locale=language)


def _address(path: str) -> str:
    return settings.current().base_url + path
