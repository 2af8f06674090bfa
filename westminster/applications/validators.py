"""What a field of a question may hold, each with the words that say what to do."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import Field, Form
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from ..core.clock import today
from ..core.words import N_, Words
from ..places.rules import parse_postcode
from .mobiles import uk_mobile

Validator = Callable[[Form, Field], None]


def offer(choices: Mapping[str, Words]) -> list[SelectChoice]:
    """The choices as WTForms takes them."""
    return [SelectChoice(value, words) for value, words in choices.items()]


def tidy(text: Any) -> Any:
    """One space for any run of white space, none at the ends."""
    return " ".join(text.split()) if isinstance(text, str) else text


def needed(words: Words) -> Validator:
    """Something is there; for radios, one of their choices and nothing else."""

    def check(form: Form, field: Field) -> None:
        if not field.data:
            raise StopValidation(words)

    return check


def one_of(choices: Collection[str], words: Words) -> Validator:
    def check(form: Form, field: Field) -> None:
        if field.data not in choices:
            raise StopValidation(words)

    return check


def all_of(choices: Collection[str], words: Words) -> Validator:
    """Any number of the choices, and nothing that is none."""

    def check(form: Form, field: Field) -> None:
        if not set(field.data or ()) <= set(choices):
            raise StopValidation(words)

    return check


def at_most(limit: int, what: Words) -> Validator:
    """`what` begins the sentence, such as "Last name"."""

    def check(form: Form, field: Field) -> None:
        if len(field.data or "") > limit:
            raise StopValidation(N_("%(what)s must be %(limit)s characters or fewer", what=what, limit=limit))

    return check


def postcode(form: Form, field: Field) -> None:
    """Keeps the postcode as people write it."""
    known = parse_postcode(field.data or "")
    if known is None:
        raise StopValidation(N_("Enter a full UK postcode"))
    field.data = known


def email(form: Form, field: Field) -> None:
    try:
        field.data = validate_email(field.data, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise StopValidation(N_("Enter an email address in the correct format, like name@example.com")) from error


def mobile(form: Form, field: Field) -> None:
    """Keeps the number as +447…; spaces, hyphens and +44 or 0044 are fine."""
    known = uk_mobile(field.data)
    if known is None:
        raise StopValidation(N_("Enter a UK mobile number, like 07700 900 982"))
    field.data = known


def last_few(form: Form, field: Field) -> None:
    """The end of the number of a paper: all that we keep of it."""
    if field.data and not (field.data.isalnum() and len(field.data) <= 4):
        raise StopValidation(N_("Enter the last 4 letters or numbers, or fewer"))


def not_in_the_future(form: Form, field: Field) -> None:
    if field.data > today():
        raise StopValidation(N_("The date on the paper must be today or in the past"))
