"""The pages on which files are added: which paper, the file, another one."""

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import Field, RadioField
from wtforms.validators import StopValidation

from ..core.web import Form, lost_body
from ..core.words import N_
from ..evidence.rules import FAILED, TOO_LARGE_TOGETHER
from ..proofs.category_rules import Evidence
from .validators import offer, one_of

_LOST = {"too_large": TOO_LARGE_TOGETHER, "cut": FAILED}


# By type and by ending: not every browser knows HEIC by its type. No `capture`: the photo may be taken already.
ACCEPT = "image/jpeg,image/png,image/heic,image/heif,.heic,.heif,application/pdf"


class KindForm(Form):
    kind = RadioField(N_("What do you want to send?"), choices=[], validate_choice=False)

    @classmethod
    def among(cls, documents: Iterable[Evidence]) -> "KindForm":
        form = cls()
        form.kind.choices = offer({document.slug: document.name for document in documents})
        return form

    def validate_kind(self, field: Field) -> None:
        one_of([choice.value for choice in field.choices], N_("Select what you want to send"))(self, field)


class UploadForm(Form):
    file = MultipleFileField(N_("Photos or PDFs"), render_kw={"accept": ACCEPT})

    def validate(self, extra_validators: Any = None) -> bool:
        """Of a body that did not arrive, only that is said."""
        if lost := lost_body():
            self.file.errors = [_LOST[lost]]
            return False
        return super().validate(extra_validators)

    def validate_file(self, field: Field) -> None:
        if not field.data:
            raise StopValidation(N_("Select a file"))


class AnotherForm(Form):
    another = RadioField(
        N_("Do you want to add another file?"),
        [one_of(("yes", "no"), N_("Select yes if you want to add another file"))],
        choices=offer({"yes": N_("Yes"), "no": N_("No")}),
        validate_choice=False,
    )
