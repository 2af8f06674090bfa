"""Which papers show what somebody says, and how old each may be. Values only.

Source: the scheme's evidence table; it follows what London boroughs take for resident parking and travel passes.
"""

from dataclasses import dataclass

from ..core.words import N_, Words
from ..proofs.rules import LIVES, STUDIES, WORKS


@dataclass(frozen=True)
class Document:
    """One kind of paper. `how_new` is read under its name; `slug` is kept as the kind of the file."""

    slug: str
    name: Words
    how_new: Words


_THREE_MONTHS = N_("From the last 3 months")
OTHER = Document("other", N_("Something else"), N_("If we asked you for something that is not in this list"))

# By the fact that they show, see proofs.rules.FACTS.
DOCUMENTS = {
    LIVES.slug: (
        Document("council_tax_bill", N_("Council Tax bill"), N_("For this year")),
        Document("tenancy", N_("Tenancy agreement"), N_("The one for where you live now")),
        Document("utility_bill", N_("Gas, electricity, water or landline bill"), _THREE_MONTHS),
        Document("bank_statement", N_("Bank or building society statement"), _THREE_MONTHS),
        Document("benefit_letter", N_("Letter about a benefit or pension"), N_("From the last 12 months")),
        Document("driving_licence", N_("Driving licence"), N_("The card with your photo and the address you have now")),
        Document("rent_statement", N_("Rent statement from a housing association"), _THREE_MONTHS),
        Document("completion_letter", N_("Letter from a solicitor about the home you bought"), _THREE_MONTHS),
        Document("health_letter", N_("Letter from a hospital or GP"), _THREE_MONTHS),
        Document("school_letter", N_("Letter from your school"), N_("If you are under 16. From the last 3 months")),
        Document(
            "support_letter",
            N_("Letter from a hostel, day centre or social worker"),
            N_("If you have no fixed address. From the last 3 months"),
        ),
    ),
    WORKS.slug: (
        Document("payslip", N_("Payslip"), N_("From the last 3 months, with the place where you work")),
        Document("employer_letter", N_("Letter from your employer"), N_("From the last 3 months, with your workplace")),
    ),
    STUDIES.slug: (
        Document(
            "enrolment_letter",
            N_("Letter from your school, college or university"),
            N_("For this school year. It says when your course ends"),
        ),
        Document("student_card", N_("Student card, such as TOTUM"), N_("In date, with the name of the place")),
    ),
}
BY_SLUG = {document.slug: document for documents in DOCUMENTS.values() for document in (*documents, OTHER)}


def name_of(slug: str) -> Words:
    """The name of a kind of paper; also of one that is no longer taken."""
    return BY_SLUG.get(slug, OTHER).name
