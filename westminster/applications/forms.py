"""One form a page. Its fields are named as the answers they give; `page_title` is the h1 where there are several."""

from datetime import date
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectMultipleField, StringField
from wtforms import Form as WTForm
from wtforms.validators import StopValidation

from ..core import filters
from ..core.clock import today
from ..core.fields import DateParts
from ..core.web import Form
from ..core.words import N_, Words
from ..residents.rules import real_birth_date
from ..sources.extract_rules import ACCOUNT_LETTERS
from .choices import ACCESS_NEEDS, BASES, CHANNELS, LANGUAGES, WELCOME_CHANNELS
from .rules import Answers
from .validators import all_of, at_most, email, mobile, needed, offer, one_of, postcode, tidy

NAME_LENGTH, LINE_LENGTH, EMAIL_LENGTH, ACCOUNT_LENGTH = 100, 100, 254, 60


class Question(Form):
    """A page of the application. Without `page_title` its one field is the heading."""

    page_title: Words | None = None
    hint: Words | None = None
    template = "question.html"

    def process(self, formdata: Any = None, obj: Any = None, data: Any = None, **kwargs: Any) -> None:
        """What is known fills a page that is opened, never one that was sent: a field left out is missing."""
        super().process(formdata, obj, None if self.is_submitted() else data, **kwargs)

    def answers(self) -> Answers:
        """What was answered, as JSON values."""
        given = {field.name: field.data for field in self if field.name != "csrf_token"}
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in given.items()}

    @classmethod
    def filled(cls, known: Answers) -> "Question":
        """The form with what was posted, else with what is known."""
        return cls(data=known)


def _text(label: Words, *validators: Any, **render_kw: Any) -> StringField:
    return StringField(label, list(validators), filters=[tidy], render_kw=render_kw or None)


class NameForm(Question):
    page_title = N_("What is your name?")
    hint = N_("As it should stand on your card. If you have one name only, write it as your last name.")
    first_name = _text(
        N_("First name (optional)"),
        at_most(NAME_LENGTH, N_("First name")),
        autocomplete="given-name",
        spellcheck=False,
    )
    last_name = _text(
        N_("Last name"),
        needed(N_("Enter your last name")),
        at_most(NAME_LENGTH, N_("Last name")),
        autocomplete="family-name",
        spellcheck=False,
    )


def _born(form: WTForm, field: Field) -> None:
    if field.data > today():
        raise StopValidation(N_("Date of birth must be in the past"))
    if not real_birth_date(field.data, today()):
        raise StopValidation(N_("Date of birth must be less than 130 years ago"))


class BirthDateForm(Question):
    born_on = DateParts(
        N_("Date of birth"),
        [_born],
        missing=N_("Enter your date of birth"),
        description=N_("For example, 27 3 1985"),
        render_kw={"autocomplete": "bday"},
    )

    @classmethod
    def filled(cls, known: Answers) -> "Question":
        born_on = known.get("born_on")
        return cls(data={"born_on": date.fromisoformat(born_on) if born_on else None})


class LettersForm(Question):
    safe_to_write = RadioField(
        N_("Is it safe to send letters to your home?"),
        [one_of(("yes", "no"), N_("Select yes if it is safe to send letters to your home"))],
        choices=offer({"yes": N_("Yes"), "no": N_("No, do not write to my home")}),
        description=N_("Say no if somebody there must not see them. We then never send a letter."),
        validate_choice=False,
    )

    def answers(self) -> Answers:
        return {"safe_to_write": self.safe_to_write.data == "yes"}

    @classmethod
    def filled(cls, known: Answers) -> "Question":
        safe = known.get("safe_to_write")
        return cls(data={} if safe is None else {"safe_to_write": "yes" if safe else "no"})


class ContactForm(Question):
    page_title = N_("How should we reach you?")
    hint = N_("Fill in the one you choose. You can give the other too, for when the first does not work.")
    channel = RadioField(N_("Choose one way"), choices=[], validate_choice=False)
    email = _text(
        N_("Email address"), at_most(EMAIL_LENGTH, N_("Email address")), autocomplete="email", spellcheck=False
    )
    mobile = _text(N_("UK mobile number"), autocomplete="tel", inputmode="tel")

    @classmethod
    def filled(cls, known: Answers) -> "Question":
        form = cls(data=known | {"mobile": filters.phone(known.get("mobile", ""))})
        form.channel.choices = offer(CHANNELS if known.get("safe_to_write", True) else WELCOME_CHANNELS)
        return form

    def validate_channel(self, field: Field) -> None:
        one_of([choice.value for choice in field.choices], N_("Select how we should reach you"))(self, field)

    def validate_email(self, field: Field) -> None:
        if field.data:
            email(self, field)
        elif self.channel.data == "email":
            raise StopValidation(N_("Enter your email address"))

    def validate_mobile(self, field: Field) -> None:
        if field.data:
            mobile(self, field)
        elif self.channel.data == "text":
            raise StopValidation(N_("Enter your mobile number"))


class LanguageForm(Question):
    language = RadioField(
        N_("Which language do you like best?"),
        [one_of(LANGUAGES, N_("Select the language you like best"))],
        choices=offer(LANGUAGES),
        description=N_("We write in English where we have no translation yet. Staff can get an interpreter."),
        validate_choice=False,
    )


class HelpForm(Question):
    page_title = N_("Is there help you need from us?")
    access_needs = SelectMultipleField(
        N_("Choose all that you need, or none (optional)"),
        [all_of(ACCESS_NEEDS, N_("Select help from the list"))],
        choices=offer(ACCESS_NEEDS),
        validate_choice=False,
    )
    access_other = _text(N_("Anything else (optional)"), at_most(200, N_("Anything else")))


class BasisForm(Question):
    basis = RadioField(
        N_("Do you live, work or study in Westminster?"),
        [one_of(BASES, N_("Select if you live, work or study in Westminster"))],
        choices=offer(BASES),
        description=N_("If more than one is true, choose the first of them. Living here opens the most."),
        validate_choice=False,
    )


class PlaceForm(Question):
    page_title = N_("Where do you work or study?")
    place_name = _text(
        N_("Name of the employer, school or college"),
        needed(N_("Enter the name of the employer, school or college")),
        at_most(LINE_LENGTH, N_("Name of the employer, school or college")),
        autocomplete="organization",
    )
    place_postcode = _text(
        N_("Its postcode"), needed(N_("Enter the postcode of the place")), postcode, classes="govuk-input--width-10"
    )


class PostcodeForm(Question):
    page_title = N_("What is your postcode?")
    postcode = _text(N_("Postcode"), autocomplete="postal-code", classes="govuk-input--width-10")
    no_postcode = BooleanField(N_("I have no fixed address, or do not know the postcode"))

    def validate_postcode(self, field: Field) -> None:
        if self.no_postcode.data:
            return
        needed(N_("Enter your postcode"))(self, field)
        postcode(self, field)

    def answers(self) -> Answers:
        return {"postcode": "" if self.no_postcode.data else self.postcode.data}

    @classmethod
    def filled(cls, known: Answers) -> "Question":
        return cls(data=known | {"no_postcode": known.get("postcode") == ""})


class AddressForm(Question):
    template = "address.html"
    page_title = N_("What is your address?")
    line_1 = _text(
        N_("Address line 1"),
        needed(N_("Enter the first line of your address")),
        at_most(LINE_LENGTH, N_("Address line 1")),
        autocomplete="address-line1",
    )
    line_2 = _text(
        N_("Address line 2 (optional)"), at_most(LINE_LENGTH, N_("Address line 2")), autocomplete="address-line2"
    )
    town = _text(N_("Town or city (optional)"), at_most(LINE_LENGTH, N_("Town or city")), autocomplete="address-level2")


class CouncilTaxForm(Form):
    """The name and the postcode are those of the application: nobody is asked twice, nor looks for somebody else."""

    account_number = _text(
        N_("Council Tax account number"),
        needed(N_("Enter your Council Tax account number")),
        at_most(ACCOUNT_LENGTH, N_("Council Tax account number")),
        spellcheck=False,
        classes="govuk-input--width-20",
    )

    def validate_account_number(self, field: Field) -> None:
        kept = [c for c in field.data or "" if c not in " -/"]
        if not all(c.isascii() and c.isalnum() for c in kept) or not any(c.isdigit() for c in kept):
            raise StopValidation(N_("Council Tax account number must have only numbers, letters, spaces and hyphens"))
        if len(kept) not in ACCOUNT_LETTERS:  # no account has such a number, so no try is spent
            raise StopValidation(N_("Council Tax account number must have 4 to 30 letters and numbers"))


FORMS: dict[str, type[Question]] = {
    "name": NameForm,
    "birth-date": BirthDateForm,
    "letters": LettersForm,
    "contact": ContactForm,
    "language": LanguageForm,
    "help": HelpForm,
    "basis": BasisForm,
    "place": PlaceForm,
    "postcode": PostcodeForm,
    "address": AddressForm,
}
