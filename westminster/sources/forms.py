"""Asking a source, and a partner's list."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import Field, SelectField, StringField
from wtforms.validators import DataRequired, Length, StopValidation

from ..core.fields import DateParts
from ..core.web import Form, lost_body
from ..core.words import N_
from ..evidence.rules import FAILED

MOST_BYTES = 10 * 1024 * 1024


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())


class AskForm(Form):
    number = StringField(
        N_("Your number there"),
        [Length(max=40, message=N_("Number must be 40 characters or fewer"))],
        filters=[_tidy],
        render_kw={"classes": "govuk-input--width-10", "autocomplete": "off", "spellcheck": False},
    )


class UploadForm(Form):
    partner = StringField(
        N_("Who gives the list"),
        [
            DataRequired(N_("Enter who gives the list")),
            Length(max=100, message=N_("Who gives the list must be 100 characters or fewer")),
        ],
        filters=[_tidy],
    )
    category = SelectField(N_("What everybody on it is"), validate_choice=False)
    expires_on = DateParts(N_("The day the list ends"), missing=N_("Enter the day the list ends"))
    file = FileField(N_("The list, a CSV file"), render_kw={"accept": ".csv,text/csv"})

    def validate(self, extra_validators: Any = None) -> bool:
        """Of a body that did not arrive, only that is said."""
        if lost := lost_body():
            self.file.errors = [FAILED if lost == "cut" else N_("The list must be smaller than 10MB")]
            return False
        return super().validate(extra_validators)

    def validate_category(self, field: Field) -> None:
        if not field.data or field.data not in [value for value, *_ in field.choices]:
            raise StopValidation(N_("Select what everybody on the list is"))

    def validate_file(self, field: Field) -> None:
        if field.data is None:
            raise StopValidation(N_("Select a file"))
