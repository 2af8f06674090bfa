"""What staff type on a case: the decision, what a paper says, a note, what to find."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from wtforms import Field, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation

from ..applications.documents import KINDS, OTHER, documents_of
from ..applications.reason_rules import MORE, NO, OWN_WORDS
from ..applications.validators import all_of, at_most, last_few, needed, not_in_the_future, offer, one_of, tidy
from ..core.clock import today
from ..core.fields import DateParts
from ..core.web import Form
from ..core.words import N_, Words
from ..proofs.rules import CATEGORIES
from .rules import WHY
from .seeing import Paper

if TYPE_CHECKING:
    from ..applications.models import Application

_OUTCOMES = {
    "approved": N_("Yes"),
    "more_needed": N_("Ask for more"),
    "refused": N_("No"),
}


def _lines(text: Any) -> Any:
    """Lines as they were typed; browsers count an end of line as one character and send two."""
    return "\n".join(line.strip() for line in text.strip().splitlines()) if isinstance(text, str) else text


def _text_area(label: Words, *validators: Any, description: Words, **render_kw: Any) -> TextAreaField:
    render_kw |= {"attributes": {"translate": "no"}}
    return TextAreaField(label, list(validators), filters=[_lines], description=description, render_kw=render_kw)


class DecisionForm(Form):
    """`more` counts for asking, `no` for saying no; `after` is the last decision that the page knew of."""

    decision = RadioField(
        N_("Your decision"),
        [one_of(_OUTCOMES, N_("Select your decision"))],
        choices=offer(_OUTCOMES),
        validate_choice=False,
    )
    more = SelectMultipleField(
        N_("If you ask for more: what do you need?"),
        choices=[],
        validate_choice=False,
    )
    no = RadioField(
        N_("If you say no: why?"),
        choices=[],
        validate_choice=False,
    )
    own_words = _text_area(
        N_("Your own words (optional)"),
        at_most(OWN_WORDS, N_("Your own words")),
        description=N_("They go into the letter as you write them, but for a yes."),
        maxlength=OWN_WORDS,
    )
    from_on = DateParts(N_("If you say yes: the first day, if it is not today (optional)"))
    until_on = DateParts(N_("If you say yes: the last day of what you saw (optional)"))
    after = HiddenField()

    @classmethod
    def about(cls, application: "Application", known: dict[str, Any] | None = None) -> "DecisionForm":
        """For what is asked for: filled with what is `known`, else with what was sent."""
        form = cls() if known is None else cls(formdata=None, data=known)
        fits = {"more": MORE, "no": NO}
        for name, reasons in fits.items():
            form[name].choices = offer({s: one.label for s, one in reasons.items() if one.fits(application.category)})
        if application.category is None:
            del form.from_on
        if not CATEGORIES[application.fact].on(today()).lasts.award:
            del form.until_on
        return form

    def validate_more(self, field: Field) -> None:
        if self.decision.data == "more_needed":
            needed(N_("Select what you need"))(self, field)
            all_of(_values(field), N_("Select what you need from the list"))(self, field)

    def validate_no(self, field: Field) -> None:
        if self.decision.data == "refused":
            one_of(_values(field), N_("Select why"))(self, field)

    def validate_own_words(self, field: Field) -> None:
        if self.decision.data == "refused" and self.no.data == "other" and not field.data:
            raise StopValidation(N_("Write why in your own words"))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Those that belong to what was chosen."""
        chosen = {"more_needed": self.more.data, "refused": [self.no.data]}
        return tuple(dict.fromkeys(chosen.get(self.decision.data, ())))

    @property
    def words(self) -> str:
        """None for a yes."""
        return "" if self.decision.data == "approved" else self.own_words.data or ""

    @property
    def days(self) -> dict[str, date | None]:
        """Of a yes: its first and its last day, as far as they were given."""
        return {name: self[name].data if name in self else None for name in ("from_on", "until_on")}

    @property
    def last_known(self) -> int | None:
        text = self.after.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _values(field: Field) -> list[str]:
    return [choice.value for choice in field.choices]


def _text(label: Any, *validators: Any, **render_kw: Any) -> StringField:
    return StringField(label, list(validators), filters=[tidy], render_kw={"spellcheck": False, **render_kw})


class ReadingForm(Form):
    """What a file says."""

    kind = SelectField(N_("Kind of paper"), validate_choice=False)
    name = _text(N_("Name on it"), at_most(210, N_("Name on it")))
    address = _text(N_("Address on it, with postcode"), at_most(400, N_("Address on it")))
    dated_on = DateParts(N_("Date on it (optional)"), [not_in_the_future])
    ends_on = DateParts(N_("When it ends, such as a course (optional)"))

    @classmethod
    def about(cls, basis: str, known: dict[str, Any] | None = None) -> "ReadingForm":
        """For the papers that show `basis`: filled with what is `known`, else with what was sent."""
        form = cls() if known is None else cls(formdata=None, data=known)
        kinds = {document.slug: document.name for document in (*documents_of(basis, today()), OTHER)}
        form.kind.choices = offer({"": N_("Choose"), **kinds})
        return form

    def validate_kind(self, field: Field) -> None:
        one_of(KINDS, N_("Select the kind of paper"))(self, field)

    def validate_name(self, field: Field) -> None:
        needed(N_("Enter the name on the paper"))(self, field)

    @property
    def paper(self) -> Paper:
        return Paper(
            kind=self.kind.data,
            name=self.name.data,
            address=self.address.data or "",
            dated_on=self.dated_on.data,
            ends_on=self.ends_on.data,
            ending=self.ending.data if "ending" in self else "",
        )


class InPersonForm(ReadingForm):
    """What a paper says that is shown and not copied."""

    ending = _text(
        N_("Last 4 letters or numbers of its number"),
        needed(N_("Enter the last 4 letters or numbers")),
        last_few,
        classes="govuk-input--width-4",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """One of the dates is there."""
        good = super().validate(extra_validators)
        if self.dated_on.data or self.ends_on.data or self.dated_on.errors or self.ends_on.errors:
            return good
        self.dated_on.errors = [N_("Enter the date on it or when it ends")]
        return False


class NoteForm(Form):
    text = _text_area(
        N_("Add a note"),
        needed(N_("Write the note")),
        at_most(2000, N_("Note")),
        description=N_("Only staff see notes, unless the person asks for their data. They are kept and not changed."),
        rows=3,
    )


class SendForm(Form):
    """`letter` names the letter that was read."""

    letter = HiddenField()


class FindForm(Form):
    typed = _text(
        N_("Name, reference, card number, postcode or email"),
        needed(N_("Enter who or what you look for")),
        at_most(150, N_("What you look for")),
    )


class NumberForm(Form):
    """For who may look for nobody by name."""

    typed = _text(
        N_("Card number or reference"),
        needed(N_("Enter a card number or a reference")),
        at_most(150, N_("Card number or reference")),
    )


class FilterForm(Form):
    """Sent by GET, so without a token."""

    class Meta:
        csrf = False

    why = SelectField(N_("Why a person"), choices=offer({"": N_("Any reason"), **WHY}), validate_choice=False)
    owner = SelectField(N_("Whose"), validate_choice=False)

    @classmethod
    def of(cls, team: Sequence[Any], why: str, owner: str) -> "FilterForm":
        """With what is chosen now; without a team nobody can be chosen."""
        form = cls(formdata=None, data={"why": why, "owner": owner})
        form.owner.choices = offer({"": N_("Anybody’s"), **{one.account.subject: one.name for one in team}})
        if not team:
            del form.owner
        return form


class KeepFilterForm(Form):
    name = _text(
        N_("What do you call it?"), needed(N_("Enter a name for the filter")), at_most(40, N_("The name of the filter"))
    )
