"""What stands on the summary that a person takes away: the page and the PDF say the same. No address, no birth date."""

from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date

from ..applications.choices import BASES, CHANNELS
from ..applications.models import Application
from ..applications.rules import IN_PERSON, full_name
from ..core import settings
from ..core.words import N_, Words, translate
from ..proofs.rules import CATEGORIES
from ..wallets.sheet import Part

_SHOWS = N_("What you show us beside your MyWestminster card")
_STANDS = {
    "more_needed": N_("We need one more thing from you. Our message to you says what."),
    "refused": N_("We have written to you what we decided. You can ask us to look again."),
    "withdrawn": N_("You took your application back. You can apply again at any time."),
}


@dataclass(frozen=True)
class Sheet:
    """`code` is empty where none was made just now, `demo` on the paper of a real person."""

    language: str
    demo: str
    title: str
    name: str
    reference_is: str
    reference: str
    parts: tuple[Part, ...]
    code: str
    take_over: Part


def sheet_of(
    application: Application, code: str, card_works: bool, language: str, today: date, *, demo: bool = False
) -> Sheet:
    """The summary of an application that was sent, printed `today`; `language` is a BCP 47 tag."""
    answers = application.answers

    def say(words: Words) -> str:
        return translate(words, language)

    def part(heading: Words, *lines: Words) -> Part:
        return Part(say(heading), tuple(say(line) for line in lines))

    reach = CHANNELS[answers["channel"]]
    return Sheet(
        language=language,
        demo=say(N_("Demo: made-up people, nothing is real.")) if demo else "",
        title=say(_SHOWS if application.category else N_("Your application for a MyWestminster card")),
        name=full_name(answers),
        reference_is=say(N_("Your reference")),
        reference=application.reference,
        parts=(
            part(
                N_("What you told us"),
                _what(application, today),
                N_("How we reach you: %(way)s.", way=reach),
                N_("A colleague wrote it down for you on %(day)s.", day=_long(today, language)),
            ),
            part(N_("What happens next"), *_next(application, card_works, language)),
            part(
                N_("How to reach us"),
                N_("Call 020 7946 0123, 8am to 8pm, and say your reference."),
                N_("Or go to any library in Westminster. You need no appointment."),
            ),
        ),
        code=code,
        take_over=part(N_("Look after it yourself, if you like"), *_take_over(code)),
    )


def _what(application: Application, today: date) -> Words:
    if application.category:
        return N_("What you want to show: %(name)s.", name=CATEGORIES[application.category].on(today).name)
    return N_("Why you can have the card: %(basis)s.", basis=BASES[application.answers["basis"]])


def _next(application: Application, card_works: bool, language: str) -> tuple[Words, ...]:
    if application.status == "approved" and application.category:
        return (N_("We said yes to what you showed us."),)
    if application.status == "approved":
        if card_works:
            return (N_("Your card is ready and works now. We can print it for you at any library."),)
        return (N_("We said yes. Your card does not work now: ask us why."),)
    if application.status != "with_staff":
        return (_STANDS[application.status],)
    by = _long(application.due_on, language) if application.due_on else ""
    looks = N_("A person looks at it. You hear from us by %(day)s.", day=by)
    if application.answers["proof_way"] == IN_PERSON:
        return (looks, N_("If you have not shown a paper yet, bring one to any library and say your reference."))
    return (looks,)


def _take_over(code: str) -> tuple[Words, ...]:
    if not code:
        return (N_("Ask us for a code at any library or by telephone. With it you can sign in and look after it."),)
    address = settings.current().base_url + "/account/take-over"
    return (
        N_("Go to %(address)s and sign in. Then enter this code:", address=address),
        N_("It works once, for 60 days. Keep it to yourself. Lost it? Ask us for a new one."),
    )


def _long(day: date, language: str) -> str:
    """20 November 2026."""
    return str(format_date(day, "d MMMM y", locale=Locale.parse(language, sep="-")))
