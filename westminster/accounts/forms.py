"""What staff fill in to sign in, to set themselves up and to look after the team."""

from wtforms import BooleanField, Field, PasswordField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from ..core.web import Form
from ..core.words import N_
from .act_rules import ROLES

_EMAIL = [
    InputRequired(N_("Enter an email address")),
    Length(max=254, message=N_("Email address must be 254 characters or fewer")),
]


def _known_roles(form: Form, field: Field) -> None:
    if not field.data or not set(field.data) <= set(ROLES):
        raise StopValidation(N_("Select at least one thing they may do"))


class SignInForm(Form):
    email = StringField(
        N_("Email address"),
        validators=_EMAIL,
        render_kw={"autocomplete": "username", "spellcheck": False, "autocapitalize": "none"},
    )
    password = PasswordField(
        N_("Password"),
        validators=[
            InputRequired(N_("Enter your password")),
            Length(max=128, message=N_("Password must be 128 characters or fewer")),
        ],
        render_kw={"autocomplete": "current-password"},
    )


class CodeForm(Form):
    code = StringField(
        N_("Code"),
        validators=[
            InputRequired(N_("Enter the code of your app")),
            Length(max=30, message=N_("Code must be 6 digits")),
        ],
        render_kw={
            "hint": N_("6 digits, from the app on your phone"),
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "govuk-input--width-10",
        },
    )


class RecoveryCodeForm(Form):
    code = StringField(
        N_("Recovery code"),
        validators=[
            InputRequired(N_("Enter a recovery code")),
            Length(max=60, message=N_("Recovery code must be 12 letters and digits")),
        ],
        render_kw={
            "hint": N_("12 letters and digits, like 7K3F-9Q2D-4MXA"),
            "autocomplete": "off",
            "spellcheck": False,
            "autocapitalize": "characters",
            "class": "govuk-input--width-20",
        },
    )


class CodesKeptForm(Form):
    kept = BooleanField(
        N_("I have kept them"), validators=[InputRequired(N_("Tick the box when you have kept the codes"))]
    )


def _new_password_field() -> PasswordField:
    return PasswordField(
        N_("New password"),
        validators=[
            InputRequired(N_("Enter a password")),
            Length(max=128, message=N_("Password must be 128 characters or fewer")),
        ],
        render_kw={
            "autocomplete": "new-password",
            "hint": N_("12 characters or more. Four words that have nothing to do with each other are good."),
        },
    )


class PasswordForm(Form):
    password = _new_password_field()


class ChangePasswordForm(Form):
    current = PasswordField(
        N_("The password you have now"),
        validators=[
            InputRequired(N_("Enter the password you have now")),
            Length(max=128, message=N_("Password must be 128 characters or fewer")),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    password = _new_password_field()


def _roles_field() -> SelectMultipleField:
    return SelectMultipleField(
        N_("What they may do"),
        validators=[_known_roles],
        choices=[SelectChoice(slug, role.name) for slug, role in ROLES.items()],
        validate_choice=False,
        render_kw={"item_hints": {slug: role.may for slug, role in ROLES.items()}},
    )


class RolesForm(Form):
    roles = _roles_field()


class InviteForm(Form):
    name = StringField(
        N_("Full name"),
        validators=[
            DataRequired(N_("Enter their full name")),
            Length(max=100, message=N_("Full name must be 100 characters or fewer")),
        ],
        filters=[lambda text: " ".join(text.split()) if text else text],
        render_kw={"spellcheck": False},
    )
    email = StringField(
        N_("Email address"), validators=_EMAIL, render_kw={"spellcheck": False, "autocapitalize": "none"}
    )
    roles = _roles_field()
