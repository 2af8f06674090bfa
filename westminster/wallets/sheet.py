"""What stands on the card's sheet of paper, in one language: the page and the PDF say the same."""

from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date

from ..core.words import N_, Words, translate
from .rules import Face

STEPS = (
    N_("Cut on the solid line."),
    N_("Fold on the dashed line."),
    N_("Show it like any card. It works with no phone and no signal."),
)


@dataclass(frozen=True)
class Part:
    """A heading and what stands under it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """`back` is the half of the fold card with the code, which `code_says` replaces for those who listen.

    `write_name` is one more step where the name cannot be printed; `demo` is empty on the sheet of a real card.
    """

    language: str
    demo: str
    title: str
    steps: tuple[str, ...]
    write_name: str
    kind: str
    name: str
    number: str
    until: str
    code: str
    code_says: str
    back: tuple[Part, ...]
    large: str
    opens: Part
    to_know: Part
    help: Part


def sheet(face: Face, language: str, today: date, *, demo: bool = False) -> Sheet:
    """The sheet of a card that works, printed `today`; `language` is a BCP 47 tag."""

    def say(words: Words) -> str:
        return translate(words, language)

    printed, until = _long(today, language), _long(face.valid_until, language)
    return Sheet(
        language=language,
        demo=say(N_("Demo: made-up people, nothing is real.")) if demo else "",
        title=say(N_("Your card on paper")),
        steps=tuple(say(step) for step in STEPS),
        write_name=say(N_("Write your name on the line.")),
        kind=say(face.kind),
        name=face.name,
        number=face.number,
        until=say(N_("Good until %(date)s", date=until)),
        code=face.code,
        code_says=say(N_("Code for the counter to scan. The number is %(number)s.", number=face.spoken)),
        back=(
            Part(say(N_("At the counter")), (say(N_("Scan the code, or type the number.")),)),
            Part(say(N_("Lost?")), (say(N_("Call 020 7946 0123. We stop this card and every copy.")),)),
            Part(say(N_("Found it?")), (say(N_("Hand it in at any library.")),)),
        ),
        large=say(N_("Your number in large print")),
        opens=Part(say(N_("It opens")), tuple(say(name) for name in face.opens) or (say(_NOTHING),)),
        to_know=Part(
            say(N_("Good to know")),
            (
                say(N_("Printed %(today)s. Good until %(until)s.", today=printed, until=until)),
                say(N_("If you stop or replace your card, this paper stops too. Print it again.")),
                say(N_("The code holds no name, birthday or address.")),
            ),
        ),
        help=Part(say(N_("Need a person?")), (say(_HELP),)),
    )


_NOTHING = N_("Nothing today. Your card page says what you can do.")
_HELP = N_("Call 020 7946 0123, 8am to 8pm, or ask at any library. We can read this page to you or print it larger.")


def _long(day: date, language: str) -> str:
    """20 November 2026."""
    return str(format_date(day, "d MMMM y", locale=Locale.parse(language, sep="-")))
