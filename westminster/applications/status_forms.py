"""What a person can send about an application that we have."""

from typing import Any

from wtforms import RadioField, TextAreaField

from ..core.web import Form
from ..core.words import N_
from .validators import at_most, needed, offer, one_of

REPLY_LENGTH = 1000  # must match the constraint in 0015


def _whole(text: Any) -> Any:
    """Lines as they were typed; browsers count an end of line as one character and send two."""
    return text.replace("\r\n", "\n").strip() if isinstance(text, str) else text


class MoreForm(Form):
    words = TextAreaField(
        N_("Is there something you want to tell us? (optional)"),
        [at_most(REPLY_LENGTH, N_("What you tell us"))],
        filters=[_whole],
        render_kw={"maxlength": REPLY_LENGTH},
    )


class WhyForm(Form):
    words = TextAreaField(
        N_("Why should we look again?"),
        [
            needed(N_("Write why we should look again")),
            at_most(REPLY_LENGTH, N_("Why we should look again")),
        ],
        filters=[_whole],
        render_kw={"maxlength": REPLY_LENGTH},
    )


class PaperForm(Form):
    paper = RadioField(
        N_("Do you have a paper that we have not seen?"),
        [one_of(("yes", "no"), N_("Select whether you have a paper to add"))],
        choices=offer({"yes": N_("Yes, I want to add it"), "no": N_("No, look again without one")}),
        validate_choice=False,
    )
