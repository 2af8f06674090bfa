"""What staff say of a proven identity that differs."""

from wtforms import RadioField, SelectMultipleField

from ..applications.validators import all_of, offer, one_of
from ..core.web import Form
from ..core.words import N_, Words
from .differences import WHY_ANOTHER


class SamePersonForm(Form):
    """`take` offers what differs now, all of it ticked to begin with."""

    take = SelectMultipleField(N_("What do we take over?"), choices=[], validate_choice=False)

    @classmethod
    def of(cls, facts: dict[str, Words]) -> "SamePersonForm":
        form = cls(data={"take": list(facts)})
        form.take.choices = offer(facts)
        form.take.validators = [all_of(facts, N_("Select only what is on the list"))]
        return form


class AnotherPersonForm(Form):
    why = RadioField(
        N_("Why is it somebody else?"),
        [one_of(WHY_ANOTHER, N_("Select why it is somebody else"))],
        choices=offer(WHY_ANOTHER),
        validate_choice=False,
    )
