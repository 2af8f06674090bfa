"""What somebody tells us who wants to look after a card, and what staff saw."""

from wtforms import Field, RadioField, StringField

from ..applications.forms import NAME_LENGTH
from ..applications.validators import at_most, last_few, needed, offer, one_of, tidy
from ..core.fields import DateParts
from ..core.web import Form
from ..core.words import N_, Words
from .rules import ADULT_KINDS, KINDS, PAPERS, papers_for

ANOTHER, NONE = "another", "none"


def _text(label: Words, *validators: object, **render_kw: object) -> StringField:
    return StringField(label, list(validators), filters=[tidy], render_kw={"spellcheck": False, **render_kw})


class ChildForm(Form):
    first_name = _text(N_("First name (optional)"), at_most(NAME_LENGTH, N_("First name")))
    last_name = _text(N_("Last name"), needed(N_("Enter the child’s last name")), at_most(NAME_LENGTH, N_("Last name")))
    born_on = DateParts(
        N_("Date of birth"), missing=N_("Enter the child’s date of birth"), description=N_("For example, 27 3 2015")
    )
    kind = RadioField(
        N_("Who are you to the child?"),
        [one_of(KINDS, N_("Select who you are to the child"))],
        choices=offer(KINDS),
        validate_choice=False,
    )


class ConfirmForm(Form):
    """`same` offers the people who may be this child, and another."""

    shown = RadioField(
        N_("Does a paper show it?"),
        [one_of(("yes", "no"), N_("Select whether a paper shows it"))],
        choices=offer({"yes": N_("Yes, I have seen it"), "no": N_("No")}),
        validate_choice=False,
    )
    paper = RadioField(N_("Which paper?"), choices=offer(PAPERS), validate_choice=False)
    ending = _text(N_("Last 4 letters or numbers of its number (optional)"), last_few, classes="govuk-input--width-4")
    same = RadioField(N_("Is it one of these children?"), choices=[], validate_choice=False)

    @classmethod
    def of(cls, alike: dict[str, Words]) -> "ConfirmForm":
        """`alike` by their ids in addresses."""
        form = cls()
        form.same.choices = offer({**alike, ANOTHER: N_("No, another child")})
        if not alike:
            form.same.data = ANOTHER
        return form

    def validate_paper(self, field: Field) -> None:
        if self.shown.data == "yes":
            one_of(PAPERS, N_("Select which paper you have seen"))(self, field)

    def validate_same(self, field: Field) -> None:
        if self.shown.data == "yes":
            one_of([choice.value for choice in field.choices], N_("Select whether it is one of them"))(self, field)


class AdultForm(Form):
    number = _text(
        N_("The number on their card"),
        needed(N_("Enter the number on their card")),
        at_most(40, N_("The number")),
        hint=N_("Like WMN-XXXX-XXXX-XXX"),
        classes="govuk-input--width-20",
        autocapitalize="characters",
    )
    kind = RadioField(
        N_("Why do you look after it?"),
        [one_of(ADULT_KINDS, N_("Select why you look after it"))],
        choices=offer(ADULT_KINDS),
        validate_choice=False,
    )
    until_on = DateParts(
        N_("Last day"),
        missing=N_("Enter the last day"),
        description=N_("Within the next 2 years. Then you can ask again."),
    )


class AdultPaperForm(Form):
    """The papers are those of one kind."""

    paper = RadioField(N_("What shows it?"), choices=[], validate_choice=False)
    ending = _text(N_("Last 4 letters or numbers of its number (optional)"), last_few, classes="govuk-input--width-4")

    @classmethod
    def of(cls, kind: str) -> "AdultPaperForm":
        form = cls()
        choices = {**papers_for(kind), NONE: N_("Nothing: say no")}
        form.paper.choices = offer(choices)
        form.paper.validators = [one_of(choices, N_("Select what shows it"))]
        return form
