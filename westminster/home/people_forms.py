"""What staff type to open a person's page, and to do something to a card."""

from wtforms import RadioField

from ..applications.helped_rules import CHANNELS
from ..applications.status_forms import WhyForm as LookAgainForm
from ..applications.validators import offer, one_of
from ..core.web import Form
from ..core.words import N_
from .card_acts import Act
from .ending import REASONS
from .people import WHY


class WhyForm(Form):
    why = RadioField(
        N_("Why do you open it?"),
        [one_of(WHY, N_("Select why you open it"))],
        choices=offer(WHY),
        validate_choice=False,
    )


class EndForm(Form):
    reason = RadioField(
        N_("Why does it end?"),
        [one_of(REASONS, N_("Select why it ends"))],
        choices=offer(REASONS),
        validate_choice=False,
    )


class AskedForm(LookAgainForm):
    """What somebody tells staff, and how they are in touch."""

    channel = RadioField(
        N_("How do they ask?"),
        [one_of(CHANNELS, N_("Select how they ask"))],
        choices=offer(CHANNELS),
        validate_choice=False,
    )


class ReasonForm(Form):
    """The reasons are those of one act."""

    reason = RadioField(N_("Why?"), choices=[], validate_choice=False)

    @classmethod
    def of(cls, act: Act) -> "ReasonForm":
        form = cls()
        form.reason.choices = offer(act.reasons)
        form.reason.validators = [one_of(act.reasons, N_("Select why"))]
        return form
