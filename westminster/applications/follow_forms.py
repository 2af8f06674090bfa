"""Reference, then code."""

from wtforms import Field, StringField
from wtforms.validators import StopValidation

from ..core.ids import parse_reference
from ..core.web import Form
from ..core.words import N_
from .validators import at_most, needed


class ReferenceForm(Form):
    """`reference.data` is as we write it once the form is valid."""

    reference = StringField(
        N_("Your reference"),
        [needed(N_("Enter your reference"))],
        description=N_("It begins with APP, such as APP-7K3F-9Q2D. It is in our messages to you."),
        render_kw={"spellcheck": False, "autocomplete": "off", "classes": "govuk-input--width-20"},
    )

    def validate_reference(self, field: Field) -> None:
        known = parse_reference("APP", field.data)
        if known is None:
            raise StopValidation(N_("Enter the 8 letters and numbers of your reference"))
        field.data = known


class CodeForm(Form):
    code = StringField(
        N_("Security code"),
        [needed(N_("Enter the security code")), at_most(30, N_("Security code"))],
        description=N_("6 digits"),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "classes": "govuk-input--width-10"},
    )
