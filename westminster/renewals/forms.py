"""What somebody says when nobody could be asked for them."""

from wtforms import RadioField

from ..applications.validators import offer, one_of
from ..core.web import Form
from ..core.words import N_

_ANSWERS = {"no": N_("Nothing has changed"), "yes": N_("Something has changed")}


class ChangedForm(Form):
    changed = RadioField(
        N_("Has anything changed since you got your card?"),
        [one_of(_ANSWERS, N_("Select whether anything has changed"))],
        choices=offer(_ANSWERS),
        validate_choice=False,
    )
