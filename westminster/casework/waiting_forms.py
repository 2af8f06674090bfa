"""What a worker writes down of a paper, shown to them by somebody for whom no list and no agency could say yes."""

from typing import Any

from wtforms import Field, RadioField, SelectField, StringField

from ..applications.documents import OTHER, document_of, documents_of
from ..applications.validators import last_few, needed, not_in_the_future, offer, one_of, tidy
from ..core.clock import today
from ..core.fields import DateParts
from ..core.web import Form
from ..core.words import N_, Words
from ..sources.asking import Paper
from .document_rules import in_date


class ShownForm(Form):
    """A yes says which paper, the end of its number and a date on it: no copy is taken. A no needs none of them."""

    shown = RadioField(
        N_("Did they show it?"),
        [one_of(("yes", "no"), N_("Select whether they showed it"))],
        choices=offer({"yes": N_("Yes, I have seen it"), "no": N_("No, they have shown nothing")}),
        validate_choice=False,
    )
    kind = SelectField(N_("Kind of paper"), validate_choice=False)
    ending = StringField(
        N_("Last 4 letters or numbers of its number"),
        [last_few],
        filters=[tidy],
        render_kw={"spellcheck": False, "classes": "govuk-input--width-4"},
    )
    dated_on = DateParts(N_("Date on it (optional)"), [not_in_the_future])
    until_on = DateParts(N_("When it ends, such as a course (optional)"))
    fact: str

    @classmethod
    def about(cls, fact: str) -> "ShownForm":
        """For the papers that show `fact`."""
        form = cls()
        form.fact = fact
        kinds = {paper.slug: paper.name for paper in (*documents_of(fact, today()), OTHER)}
        form.kind.choices = offer({"": N_("Choose"), **kinds})
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """A date is there, and the paper is as new as its category wants it."""
        good = super().validate(extra_validators)
        wrong = self._why_not_in_date() if self.shown.data == "yes" and not self.dated_on.errors else None
        if wrong:
            self.dated_on.errors = [wrong]
        return good and not wrong

    def validate_kind(self, field: Field) -> None:
        if self.shown.data == "yes":
            one_of([choice.value for choice in field.choices if choice.value], N_("Select the kind of paper"))(
                self, field
            )

    def validate_ending(self, field: Field) -> None:
        if self.shown.data == "yes":
            needed(N_("Enter the last 4 letters or numbers"))(self, field)

    def _why_not_in_date(self) -> Words | None:
        dates = self.dated_on.data, self.until_on.data
        if not any(dates):
            return N_("Enter the date on it or when it ends")
        if self.kind.errors or self.until_on.errors:
            return None
        return {
            True: None,
            False: N_(
                "This paper is too old to show it: %(how_new)s",
                how_new=document_of(self.fact, self.kind.data, today()).how_new,
            ),
            None: N_("Enter the date on it"),
        }[in_date(self.fact, self.kind.data, *dates, today())]

    @property
    def paper(self) -> Paper | None:
        """None for a no."""
        if self.shown.data != "yes":
            return None
        return Paper(self.kind.data, self.ending.data, self.dated_on.data, self.until_on.data)
