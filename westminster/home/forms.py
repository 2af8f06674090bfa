"""What a holder can ask of a card: stop it, and why."""

from wtforms import BooleanField, EmailField, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length

from ..cards.rules import HOLDER_REASONS
from ..core.web import Form
from ..core.words import N_


class StopForm(Form):
    reason = RadioField(
        N_("Why do you want to stop it?"),
        choices=[SelectChoice(*choice) for choice in HOLDER_REASONS.items()],
        validators=[InputRequired(N_("Select why you want to stop the card"))],
    )


class NewServicesForm(Form):
    tell = RadioField(
        N_("Shall we tell you when your card opens something new?"),
        choices=[SelectChoice("yes", N_("Yes, tell me")), SelectChoice("no", N_("No"))],
        validators=[InputRequired(N_("Select if we shall tell you"))],
        render_kw={
            "hint": N_(
                "We write only if the new service is open to you, once for each. You can change this at any time."
            )
        },
    )


class ContactForm(Form):
    contact = StringField(
        N_("Your email address or mobile number"),
        validators=[
            InputRequired(N_("Enter your email address or mobile number")),
            Length(max=254, message=N_("Email address or mobile number must be 254 characters or fewer")),
        ],
        render_kw={"hint": N_("The one you gave us for your card."), "spellcheck": False, "autocomplete": "email"},
    )


class TakeOverForm(Form):
    code = StringField(
        N_("Your code"),
        validators=[
            InputRequired(N_("Enter your code")),
            Length(max=60, message=N_("Your code has 12 letters and numbers")),
        ],
        render_kw={
            "hint": N_("12 letters and numbers, such as 7K3F-9Q2D-4XTB"),
            "autocomplete": "off",
            "spellcheck": False,
            "classes": "govuk-input--width-20",
        },
    )


class AddEmailForm(Form):
    email = EmailField(
        N_("Your email address"),
        validators=[
            InputRequired(N_("Enter your email address")),
            Length(max=254, message=N_("Email address must be 254 characters or fewer")),
        ],
        render_kw={"autocomplete": "email", "spellcheck": False, "autocapitalize": "none"},
    )


class EmailForm(AddEmailForm):
    shared_computer = BooleanField(
        N_("Other people use this computer: sign me out when I do nothing for 15 minutes"),
    )


class AgainForm(Form):
    """`instead_of` is the code that another takes the place of: pressed twice, one is sent."""

    instead_of = HiddenField()


class CodeForm(Form):
    code = StringField(
        N_("Security code"),
        validators=[
            InputRequired(N_("Enter the security code")),
            Length(max=30, message=N_("Security code must be 6 digits")),
        ],
        render_kw={
            "hint": N_("6 digits"),
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "govuk-input--width-10",
        },
    )
