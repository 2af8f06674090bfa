"""How somebody shows one more fact."""

from wtforms import RadioField

from ..core.web import Form
from ..core.words import N_
from .rules import IN_PERSON, UPLOAD
from .validators import offer, one_of

WAYS = {UPLOAD: N_("Send photos or PDFs"), IN_PERSON: N_("Show it to a person at a library")}


class WayForm(Form):
    way = RadioField(
        N_("How do you want to show it?"),
        [one_of(WAYS, N_("Select how you want to show it"))],
        choices=offer(WAYS),
        validate_choice=False,
    )
