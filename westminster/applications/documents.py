"""Which papers show what somebody says: those of the category, see proofs/categories. Values only."""

from datetime import date

from ..core.words import N_, Words
from ..proofs.category_rules import Evidence
from ..proofs.rules import CATEGORIES

OTHER = Evidence(
    slug="other",
    name=N_("Something else"),
    how_new=N_("If we asked you for something that is not in this list"),
    look_for=N_("What we asked for."),
    months=3,
)
_NAMES = {
    evidence.slug: evidence.name
    for category in CATEGORIES.values()
    for version in category.versions
    for evidence in version.evidence
}
KINDS = frozenset((*_NAMES, OTHER.slug))


def documents_of(fact: str, today: date) -> tuple[Evidence, ...]:
    """The papers that show `fact` by what holds today."""
    return CATEGORIES[fact].on(today).evidence


def document_of(fact: str, kind: str, today: date) -> Evidence:
    """One of them; for a kind that is not, or no longer, taken what is said of any other paper."""
    return next((one for one in documents_of(fact, today) if one.slug == kind), OTHER)


def name_of(kind: str) -> Words:
    """The name of a kind of paper; also of one that is no longer taken."""
    return _NAMES.get(kind, OTHER.name)
