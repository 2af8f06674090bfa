"""What a person tells us about a move or a new name, and what staff write down."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from wtforms import EmailField, Field, RadioField, StringField, TextAreaField
from wtforms.validators import StopValidation

from ..applications.forms import LINE_LENGTH, NAME_LENGTH
from ..applications.validators import at_most, email, needed, offer, one_of, postcode, tidy
from ..core.fields import DateParts
from ..core.web import Form
from ..core.words import N_, Words
from .naming import PAPERS
from .rules import TOLD_BY, Home

# Why a move is undone, kept in the trail by its code.
UNDO_WHY = {
    "mistake": N_("They told us by mistake"),
    "not_they": N_("Somebody else told us, not they"),
    "wrong_person": N_("It was about another person"),
}


def _text(label: Words, *validators: Any, **render_kw: Any) -> StringField:
    return StringField(label, list(validators), filters=[tidy], render_kw=render_kw or None)


class MoveForm(Form):
    line_1 = _text(
        N_("Address line 1"),
        needed(N_("Enter the first line of your new address")),
        at_most(LINE_LENGTH, N_("Address line 1")),
        autocomplete="address-line1",
    )
    line_2 = _text(
        N_("Address line 2 (optional)"), at_most(LINE_LENGTH, N_("Address line 2")), autocomplete="address-line2"
    )
    town = _text(N_("Town or city (optional)"), at_most(LINE_LENGTH, N_("Town or city")), autocomplete="address-level2")
    postcode = _text(
        N_("Postcode"),
        needed(N_("Enter your new postcode")),
        postcode,
        autocomplete="postal-code",
        classes="govuk-input--width-10",
    )
    from_on = DateParts(
        N_("First day there"),
        missing=N_("Enter the first day at the new address"),
        description=N_("It can be in the past, or up to 12 months from now."),
    )

    @property
    def home(self) -> Home:
        lines = (self.line_1.data, self.line_2.data, self.town.data)
        return Home(tuple(line for line in lines if line), self.postcode.data)

    @property
    def first_day(self) -> date:
        """Of a form that was found good."""
        return cast("date", self.from_on.data)

    def kept(self) -> dict[str, str]:
        """What was told, for the session."""
        kept = {name: str(self[name].data or "") for name in ("line_1", "line_2", "town", "postcode")}
        return kept | {"from_on": self.first_day.isoformat()}

    @classmethod
    def filled(cls, kept: Mapping[str, str]) -> "MoveForm":
        """With what was posted, else with what was told a moment ago."""
        known: dict[str, Any] = dict(kept)
        if "from_on" in known:
            known["from_on"] = date.fromisoformat(known["from_on"])
        form = cls()
        return form if form.is_submitted() else cls(data=known)


class NameForm(Form):
    first_name = _text(
        N_("First name (optional)"),
        at_most(NAME_LENGTH, N_("First name")),
        autocomplete="given-name",
        spellcheck=False,
    )
    last_name = _text(
        N_("Last name"),
        needed(N_("Enter your last name")),
        at_most(NAME_LENGTH, N_("Last name")),
        autocomplete="family-name",
        spellcheck=False,
    )

    @classmethod
    def of(cls, full_name: str, surname: str) -> "NameForm":
        """With what was posted, else with the name of now, of which often one part stays."""
        form = cls()
        known = {"first_name": full_name.removesuffix(surname).strip(), "last_name": surname}
        return form if form.is_submitted() else cls(data=known)


class ConfirmNameForm(Form):
    shown = RadioField(
        N_("Have you seen a paper in the new name?"),
        [one_of(("yes", "no"), N_("Select whether you have seen one"))],
        choices=offer({"yes": N_("Yes"), "no": N_("No, what they showed is not in the new name")}),
        validate_choice=False,
    )
    paper = RadioField(N_("Which paper?"), choices=offer(PAPERS), validate_choice=False)
    ending = _text(
        N_("Last 4 letters or numbers of its number (optional)"), classes="govuk-input--width-4", spellcheck=False
    )

    def validate_paper(self, field: Field) -> None:
        if self.shown.data == "yes":
            one_of(PAPERS, N_("Select which paper you have seen"))(self, field)

    def validate_ending(self, field: Field) -> None:
        if field.data and (len(field.data) > 4 or not field.data.isalnum()):
            raise StopValidation(N_("Enter the last 4 letters or numbers, or fewer"))


class UndoForm(Form):
    why = RadioField(N_("Why?"), [one_of(UNDO_WHY, N_("Select why"))], choices=offer(UNDO_WHY), validate_choice=False)


def _lines(text: Any) -> Any:
    return text.strip().replace("\r\n", "\n") if isinstance(text, str) else text


class DiedForm(Form):
    died_on = DateParts(N_("Day of death"), missing=N_("Enter the day of death"))
    told_by = RadioField(
        N_("Who told us?"), [one_of(TOLD_BY, N_("Select who told us"))], choices=offer(TOLD_BY), validate_choice=False
    )
    email = EmailField(N_("Their email address (optional)"), filters=[tidy], render_kw={"spellcheck": False})
    letter_to = TextAreaField(
        N_("Or their name and address, for a letter (optional)"),
        [at_most(400, N_("Name and address"))],
        filters=[_lines],
        render_kw={"rows": 4, "spellcheck": False},
    )

    @property
    def day(self) -> date:
        """Of a form that was found good."""
        return cast("date", self.died_on.data)

    def validate_email(self, field: Field) -> None:
        if field.data:
            email(self, field)
            at_most(254, N_("Email address"))(self, field)
