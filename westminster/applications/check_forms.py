"""The questions of the check, one a page; each has one field, named `answer`."""

from wtforms import RadioField, StringField

from ..core.web import Form
from ..core.words import N_, Words
from .validators import needed, offer, one_of, postcode, tidy


def _choose(label: Words, error: Words, choices: dict[str, Words], hint: Words | None = None) -> RadioField:
    check = one_of(choices, error)
    return RadioField(label, [check], choices=offer(choices), description=hint or "", validate_choice=False)


class LiveForm(Form):
    answer = _choose(
        N_("Do you live in Westminster?"),
        N_("Select yes if you live in Westminster"),
        {"yes": N_("Yes"), "no": N_("No"), "unsure": N_("I am not sure")},
        N_("The City of Westminster, from Queen’s Park to Pimlico and from Bayswater to Covent Garden."),
    )


class PostcodeForm(Form):
    answer = StringField(
        N_("What is your postcode?"),
        [needed(N_("Enter your postcode")), postcode],
        filters=[tidy],
        render_kw={"autocomplete": "postal-code", "classes": "govuk-input--width-10"},
    )


class WorkForm(Form):
    answer = _choose(
        N_("Do you work or study in Westminster?"),
        N_("Select if you work or study in Westminster"),
        {"work": N_("I work here"), "study": N_("I study here"), "neither": N_("No")},
    )


class AgeForm(Form):
    answer = _choose(
        N_("Are you 16 or over?"),
        N_("Select yes if you are 16 or over"),
        {"yes": N_("Yes"), "no": N_("No")},
    )


class CouncilTaxForm(Form):
    answer = _choose(
        N_("Do you have a Council Tax account in your name?"),
        N_("Select yes if you have a Council Tax account in your name"),
        {"yes": N_("Yes"), "no": N_("No"), "unsure": N_("I am not sure")},
        N_("It is the account on the yearly Council Tax bill."),
    )


FORMS: dict[str, type[Form]] = {
    "live": LiveForm,
    "postcode": PostcodeForm,
    "work": WorkForm,
    "age": AgeForm,
    "council-tax": CouncilTaxForm,
}
