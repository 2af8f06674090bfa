"""What an auditor asks to see, and writes when a flag is looked at."""

from wtforms import Field, SelectField, TextAreaField
from wtforms.validators import StopValidation

from ..applications.validators import at_most, needed
from ..core.clock import today
from ..core.fields import DateParts
from ..core.web import Form
from ..core.words import N_

MOST = 1000


class TrailForm(Form):
    """Sent by GET, so without a token. The choices are those of the day."""

    class Meta:
        csrf = False

    who = SelectField(N_("Who"), choices=[], validate_choice=False)
    act = SelectField(N_("What they did"), choices=[], validate_choice=False)
    on = DateParts(N_("Day"))

    def validate_on(self, field: Field) -> None:
        if field.data and field.data > today():
            raise StopValidation(N_("Day must be today or in the past"))


class LookedForm(Form):
    note = TextAreaField(
        N_("What did you find?"),
        [needed(N_("Write what you found")), at_most(MOST, N_("What you found"))],
        filters=[lambda text: text.strip() if isinstance(text, str) else text],
        description=N_("Your note and your name are kept. Write nothing about the residents."),
    )
