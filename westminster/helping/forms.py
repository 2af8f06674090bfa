"""What staff type when they help somebody apply; one question or one thing a page."""

from typing import Any

from wtforms import BooleanField, Field, RadioField, StringField
from wtforms.validators import StopValidation

from ..applications.follow_forms import ReferenceForm
from ..applications.forms import BirthDateForm, NameForm
from ..applications.helped_rules import CHANNELS, CONSENT_BY, IDENTITIES, PAPERS
from ..applications.validators import at_most, needed, offer, one_of, postcode, tidy
from ..core.clock import today
from ..core.fields import DateParts
from ..core.web import Form
from ..core.words import N_, Words
from ..proofs.rules import CATEGORIES

__all__ = ["ReferenceForm"]


def _text(label: Words, *validators: Any, hint: Words | None = None, **render_kw: Any) -> StringField:
    keywords = {"autocomplete": "off", "spellcheck": False, **render_kw}
    return StringField(label, list(validators), filters=[tidy], description=hint or "", render_kw=keywords)


class ChannelForm(Form):
    channel = RadioField(
        N_("Where is the person you help?"),
        [one_of(CHANNELS, N_("Select where the person is"))],
        choices=offer(CHANNELS),
        validate_choice=False,
    )


class ConsentForm(Form):
    said_yes = BooleanField(N_("I read this out, and they said yes"))
    by = RadioField(
        N_("Who said yes?"),
        [one_of(CONSENT_BY, N_("Select who said yes"))],
        choices=offer(CONSENT_BY),
        validate_choice=False,
    )
    right = _text(
        N_("If it is somebody else: who they are, and what shows their right"),
        at_most(200, N_("Who they are")),
        hint=N_("For example: daughter, shows a lasting power of attorney. Take no copy."),
    )

    def validate_said_yes(self, field: Field) -> None:
        needed(N_("Go on only when they said yes"))(self, field)

    def validate_right(self, field: Field) -> None:
        if self.by.data == "other" and not field.data:
            raise StopValidation(N_("Enter who they are and what shows their right"))


class WhoForm(Form):
    """Name, birth date and postcode, with which we look whether the person is here already."""

    first_name = NameForm.first_name
    last_name = NameForm.last_name
    born_on = BirthDateForm.born_on
    postcode = _text(
        N_("Postcode where they live (optional)"),
        hint=N_("Leave it out if they have no fixed address."),
        classes="govuk-input--width-10",
    )
    numbered = _text(
        N_("Card number or reference, if they have one (optional)"),
        at_most(150, N_("Card number or reference")),
    )

    def validate_postcode(self, field: Field) -> None:
        if field.data:
            postcode(self, field)


class IdentityForm(Form):
    way = RadioField(N_("How do they show who they are?"), choices=[], validate_choice=False)

    @classmethod
    def among(cls, ways: list[str]) -> "IdentityForm":
        form = cls()
        form.way.choices = offer({way: IDENTITIES[way] for way in ways})
        form.way.validators = [one_of(ways, N_("Select how they show who they are"))]
        return form


class PaperForm(Form):
    page_title = N_("What they show")
    hint = N_("Look at it and give it back. Take no copy and no photo.")
    kind = RadioField(
        N_("What is it?"),
        [one_of(PAPERS, N_("Select what it is"))],
        choices=offer(PAPERS),
        validate_choice=False,
    )
    ending = _text(N_("Last 4 letters or numbers of its number (optional)"), classes="govuk-input--width-4")
    dated_on = DateParts(N_("Date on it (optional)"))

    def validate_ending(self, field: Field) -> None:
        if field.data and (not field.data.isalnum() or len(field.data) > 4):
            raise StopValidation(N_("Enter the last 4 letters or numbers, or fewer"))

    def validate_dated_on(self, field: Field) -> None:
        if field.data and field.data > today() and self.kind.data == "letter":
            raise StopValidation(N_("The date on the letter must be today or in the past"))


class KnownForm(Form):
    page_title = N_("Who knows them?")
    hint = N_("Your name is kept with it. Whoever vouches says so from their own knowledge.")
    how = _text(
        N_("Who knows them, and how"),
        needed(N_("Enter who knows them, and how")),
        at_most(200, N_("Who knows them")),
        hint=N_("For example: I have known them at this library for two years."),
    )


class QuestionsForm(Form):
    page_title = N_("Two questions")
    hint = N_("Ask both and write down the answers. We say whether they fit, never what we hold.")
    numbered = _text(
        N_("The number on their card, or a reference we gave them"),
        needed(N_("Enter what they say")),
        at_most(150, N_("The number")),
    )
    mobile = _text(
        N_("The last 4 digits of their mobile number"),
        needed(N_("Enter the 4 digits they say")),
        at_most(20, N_("The last 4 digits")),
        inputmode="numeric",
        classes="govuk-input--width-4",
    )


class CallBackForm(Form):
    page_title = N_("A code to the contact that we hold")
    hint = N_("We have sent them 6 digits. They read them to you. You do not see where the code went.")
    code = _text(
        N_("The code they read out"),
        needed(N_("Enter the code they read out")),
        at_most(30, N_("The code")),
        inputmode="numeric",
        classes="govuk-input--width-10",
    )


class MoreForm(Form):
    """Pressed twice, it names what is not offered any more: that is for helped.show to say."""

    fact = RadioField(N_("What do they want to show?"), choices=[], validate_choice=False)
    said_yes = ConsentForm.said_yes

    @classmethod
    def among(cls, facts: dict[str, Words]) -> "MoreForm":
        form = cls()
        form.fact.choices = offer(facts)
        form.fact.validators = [one_of(CATEGORIES, N_("Select what they want to show"))]
        return form

    def validate_said_yes(self, field: Field) -> None:
        needed(N_("Go on only when they said yes"))(self, field)
