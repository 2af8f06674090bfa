"""Whose case it is: what to do about it, and until when it is put aside."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, RadioField, SelectField
from wtforms.validators import StopValidation

from ..applications.validators import offer, one_of
from ..core.clock import today
from ..core.fields import DateParts
from ..core.web import Form
from ..core.words import N_
from .owning_rules import ASIDE_WHY, TAKE_OVER_WHY, why_not_until

OWNER_ACTS = {
    "take": N_("Take it"),
    "up": N_("Go on with it now"),
    "over": N_("Take it over"),
    "back": N_("Give it back to the team"),
    "assign": N_("Give it to a colleague"),
}


class OwnerForm(Form):
    """`over` and `colleague` are there if their act is offered, and count only with it."""

    act = RadioField(N_("What do you want to do?"), validate_choice=False)
    over = RadioField(N_("Why do you take it over?"), choices=offer(TAKE_OVER_WHY), validate_choice=False)
    colleague = SelectField(N_("Who gets it?"), validate_choice=False)

    @classmethod
    def of(cls, acts: Sequence[str], team: Sequence[Any]) -> "OwnerForm":
        form = cls()
        form.act.choices = offer({act: OWNER_ACTS[act] for act in acts})
        form.act.validators = [one_of(acts, N_("Select what you want to do"))]
        form.colleague.choices = offer({"": N_("Choose"), **{one.account.subject: one.name for one in team}})
        for act, name in (("over", "over"), ("assign", "colleague")):
            if act not in acts:
                del form[name]
        return form

    def validate_over(self, field: Field) -> None:
        if self.act.data == "over":
            one_of(TAKE_OVER_WHY, N_("Select why you take it over"))(self, field)

    def validate_colleague(self, field: Field) -> None:
        if self.act.data == "assign":
            known = [choice.value for choice in field.choices if choice.value]
            one_of(known, N_("Select who gets it"))(self, field)


class ColleagueForm(Form):
    colleague = SelectField(N_("Who gets them?"), validate_choice=False)

    @classmethod
    def of(cls, team: Sequence[Any]) -> "ColleagueForm":
        form, known = cls(), {one.account.subject: one.name for one in team}
        form.colleague.choices = offer({"": N_("Choose"), **known})
        form.colleague.validators = [one_of(known, N_("Select who gets them"))]
        return form


class AsideForm(Form):
    until = DateParts(N_("Which day does it come back?"), missing=N_("Enter the day on which it comes back"))
    why = RadioField(
        N_("What do you wait for?"),
        [one_of(ASIDE_WHY, N_("Select what you wait for"))],
        choices=offer(ASIDE_WHY),
        validate_choice=False,
    )

    def validate_until(self, field: Field) -> None:
        if words := why_not_until(field.data, today()):
            raise StopValidation(words)
