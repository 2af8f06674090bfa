"""Staff's pages of what there is: each service with its rule in words, each category with its versions."""

from dataclasses import dataclass
from datetime import date

from ..core import filters
from ..core.errors import NotFound
from ..core.words import N_, Words
from ..openings.models import ServiceReach
from ..openings.service import reach
from ..proofs.category_rules import Ages, Category, Version
from ..proofs.rules import CATEGORIES, how_long
from ..services.catalogue import SERVICES
from ..services.rules import Has, Service, alternatives, in_order
from ..services.word_rules import name_of, together

CHECKERS = {
    "council_tax": N_("The Council Tax list"),
    "identity": N_("Whom they sign in with"),
    "birth_date": N_("The date of birth that we keep"),
    "eligibility_api": N_("An agency that answers over the Eligibility API"),
    "partner_list": N_("A list that a partner gives"),
    "adviser": N_("Staff who decide cases"),
    "library": N_("Library staff"),
}


@dataclass(frozen=True)
class ServiceRule:
    """`ways` are sentences of conditions, of which one is enough; `counted` is None before the first count is done."""

    service: Service
    ways: tuple[Words, ...]
    counted: ServiceReach | None


@dataclass(frozen=True)
class VersionShown:
    """`until_on` is the last day before the next version begins; `state` is past, now or later."""

    version: Version
    until_on: date | None
    state: str
    lasts: tuple[Words, ...]
    ages: Words | None


def services(today: date) -> list[ServiceRule]:
    counts = reach()
    return [
        ServiceRule(
            service,
            tuple(
                together(name_of(c, today, filters.date) for c in in_order(way)) for way in alternatives(service.rule)
            ),
            found if (found := counts.get(service.slug)) and found.counted_at else None,
        )
        for service in SERVICES
    ]


def categories(today: date) -> list[tuple[Category, Version, Version | None]]:
    """Each with the version that holds today and the next that is known, by name."""
    found = [
        (category, category.on(today), next((one for one in category.versions if one.from_on > today), None))
        for category in CATEGORIES.values()
    ]
    return sorted(found, key=lambda one: str(one[1].name))


def category(slug: str) -> Category:
    """Raises NotFound."""
    if slug not in CATEGORIES:
        raise NotFound
    return CATEGORIES[slug]


def versions(shown: Category, today: date) -> list[VersionShown]:
    """The newest first."""
    now = shown.on(today)
    afters = (*shown.versions[1:], None)
    made = [
        VersionShown(
            version,
            date.fromordinal(after.from_on.toordinal() - 1) if after else None,
            "now" if version is now else "later" if version.from_on > today else "past",
            how_long(version),
            _ages(version.ages) if version.ages else None,
        )
        for version, after in zip(shown.versions, afters, strict=True)
    ]
    return made[::-1]


def used_by(slug: str) -> list[Service]:
    """The services whose rule asks for it."""
    return [
        service
        for service in SERVICES
        if any(condition.leaf == Has(slug) for way in alternatives(service.rule) for condition in way)
    ]


def _ages(ages: Ages) -> Words:
    if ages.pension:
        return N_("From State Pension age")
    if ages.oldest is None:
        return N_("%(years)s or over", years=ages.youngest)
    if ages.youngest is None:
        return N_("under %(years)s", years=ages.oldest + 1)
    return N_("%(young)s to %(old)s years old", young=ages.youngest, old=ages.oldest)
