"""Form fields and form errors that WTForms does not have as GOV.UK pages need them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import Field, Form
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from .words import N_, Words

PARTS = ("day", "month", "year")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
# Source: GOV.UK Design System, date input, error messages.
_INCOMPLETE = {
    ("day",): N_("%(what)s must include a day"),
    ("month",): N_("%(what)s must include a month"),
    ("year",): N_("%(what)s must include a year"),
    ("day", "month"): N_("%(what)s must include a day and month"),
    ("day", "year"): N_("%(what)s must include a day and year"),
    ("month", "year"): N_("%(what)s must include a month and year"),
}
_NOT_REAL = N_("%(what)s must be a real date")
_SHORT_YEAR = N_("The year must have 4 numbers")


class DateParts(Field):
    """A date typed as day, month (number or name) and year, posted as `<name>-day` and so on.

    Says one error at a time: nothing given, a part missing, no real date; validators see only real dates.
    `missing` is said when nothing is given; without it the date may be left out and `data` is None.
    """

    def __init__(self, label: Any = None, validators: Any = None, *, missing: Words | None = None, **kwargs: Any):
        super().__init__(label, validators, **kwargs)
        self.missing = missing
        self.typed = dict.fromkeys(PARTS, "")
        self.wrong: tuple[str, ...] = ()

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take what was posted, however many times each part was, or the date that is known."""
        super().process(None, data, extra_filters)
        if formdata is not None:
            self.typed = {part: _clean(formdata.get(f"{self.name}-{part}", "")) for part in PARTS}
            self.data = _real_date(self.typed)
        elif self.data:
            self.typed = {part: str(getattr(self.data, part)) for part in PARTS}

    def pre_validate(self, form: Form) -> None:
        """Raise StopValidation with the first thing that is wrong."""
        empty = tuple(part for part in PARTS if not self.typed[part])
        if empty == PARTS:
            if self.missing:
                self._stop(self.missing, PARTS)
            raise StopValidation
        if empty:
            self._stop(self._about(_INCOMPLETE[empty]), empty)
        if self.data is None:
            wrong = _wrong_parts(self.typed)
            self._stop(_SHORT_YEAR if wrong == ("year",) else self._about(_NOT_REAL), wrong)

    @property
    def error_id(self) -> str:
        """The id of the input that an error links to: the first wrong part."""
        return f"{self.id}-{(self.wrong or PARTS)[0]}"

    def _about(self, words: Words) -> Words:
        return Words(words.text, (("what", self.label.text),))

    def _stop(self, words: Words, wrong: tuple[str, ...]) -> None:
        self.wrong = wrong
        raise StopValidation(words)


def error_links(form: Form) -> list[dict[str, Any]]:
    """What the error summary lists: the page's own errors, then the first of each field with the id of its input."""
    of_page = [{"text": words, "id": None} for words in form.form_errors]
    fields: Iterable[Field] = (field for field in form if field.errors and field.type != "CSRFTokenField")
    return of_page + [{"text": field.errors[0], "id": getattr(field, "error_id", field.id)} for field in fields]


def _clean(text: str) -> str:
    return "".join(c for c in text.strip()[:20] if c.isprintable())


def _real_date(typed: dict[str, str]) -> date | None:
    numbers = [_number(part, typed[part]) for part in ("year", "month", "day")]
    try:
        return date(*numbers) if all(numbers) else None
    except ValueError:
        return None


def _wrong_parts(typed: dict[str, str]) -> tuple[str, ...]:
    """The parts that no date could have; the day where only the three together are impossible."""
    highest = {"day": 31, "month": 12, "year": 9999}
    return tuple(p for p in PARTS if not 0 < _number(p, typed[p]) <= highest[p]) or ("day",)


def _number(part: str, text: str) -> int:
    """The number of a part, 0 for none: "jan" is 1, digits of any script count, a year has four of them."""
    if part == "month" and len(text) >= 3:
        months = [month for month in MONTHS if month.startswith(text.lower().rstrip("."))]
        return MONTHS.index(months[0]) + 1 if months else 0
    if not text.isdecimal() or len(text) > 4 or (part == "year" and len(text) != 4):
        return 0
    return int(text)
