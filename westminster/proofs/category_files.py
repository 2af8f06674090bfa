"""Reads the categories, one file each, and the table of State Pension age: once, and refused with what is wrong."""

from datetime import date
from itertools import pairwise
from pathlib import Path

from ..core.data import BadData, Table, read
from ..core.words import Words
from .category_rules import GROUPS, Ages, Category, Evidence, Lasts, Version
from .pension_rules import Row

CHECKERS = frozenset(("council_tax", "identity", "birth_date", "eligibility_api", "partner_list", "adviser", "library"))
_LONGEST_MONTHS, _OLDEST = 1_200, 129


def read_categories(folder: Path) -> dict[str, Category]:
    """By slug, in the order of the slugs. Raises BadData."""
    found = {path.stem: _category(path) for path in sorted(folder.glob("*.toml"))}
    _check_names(found)
    return found


def read_pension_age(path: Path) -> tuple[Row, ...]:
    """The rows in the order of the days of birth. Raises BadData."""
    file = read(path)
    rows = tuple(_pension_row(table) for table in file.tables("row"))
    file.end()
    for before, after in pairwise(rows):
        if after.born_from <= before.born_from:
            raise file.bad("row", f"{after.born_from} must come after {before.born_from}")
    return rows


def _category(path: Path) -> Category:
    file = read(path)
    versions = tuple(_version(table, number) for number, table in enumerate(file.tables("version"), 1))
    file.end()
    for before, after in pairwise(versions):
        if after.from_on <= before.from_on:
            raise file.bad(
                "version", f"{after.from_on} does not begin after {before.from_on}: the past stays as it was"
            )
    return Category(path.stem, versions)


def _version(table: Table, number: int) -> Version:
    made = Version(
        number=number,
        from_on=table.take("from", date),
        group=table.slug("group"),
        name=table.text("name"),
        about=table.text("about"),
        you=table.text("you"),
        clause=table.text("clause"),
        source=table.take("source", str),
        checked_by=table.slugs("checked_by", CHECKERS),
        renew=table.text("renew"),
        ends=table.text("ends"),
        lasts=_lasts(table.table("lasts")),
        ages=_ages(table.table("ages")),
        evidence=tuple(_evidence(one) for one in table.tables("evidence", least=0)),
    )
    table.end()
    if made.group not in GROUPS:
        raise table.bad("group", f"is none of {', '.join(GROUPS)}")
    if not made.checked_by:
        raise table.bad("checked_by", "somebody or something must check it")
    kinds = [one.slug for one in made.evidence]
    if twice := next((kind for kind in kinds if kinds.count(kind) > 1), None):
        raise table.bad("evidence", f"{twice!r} is there twice")
    return made


def _lasts(table: Table | None) -> Lasts:
    if table is None:
        return Lasts(None, None, None, school_year=False, award=False)
    made = Lasts(
        months=table.whole("months", 1, _LONGEST_MONTHS, None),
        months_without_end=table.whole("months_without_end", 1, _LONGEST_MONTHS, None),
        days=table.whole("days", 1, 366, None),
        school_year=table.take("school_year", bool, default=False),
        award=table.take("award", bool, default=False),
    )
    table.end()
    return made


def _ages(table: Table | None) -> Ages | None:
    if table is None:
        return None
    made = Ages(
        youngest=table.whole("from", 0, _OLDEST, None),
        oldest=table.whole("to", 0, _OLDEST, None),
        pension=table.take("pension", bool, default=False),
        enough=table.take("enough", bool, default=False),
    )
    table.end()
    if made.youngest is not None and (made.pension or (made.oldest is not None and made.oldest < made.youngest)):
        raise table.bad("from", "nobody is of these ages" if made.oldest is not None else "says the same as pension")
    if made.youngest is made.oldest is None and not made.pension:
        raise table.bad("from", "or to, or pension, is missing")
    return made


def _evidence(table: Table) -> Evidence:
    made = Evidence(
        slug=table.slug("kind"),
        name=table.text("name"),
        how_new=table.text("how_new"),
        look_for=table.text("look_for"),
        months=table.whole("months", 1, _LONGEST_MONTHS, None),
    )
    table.end()
    return made


def _check_names(categories: dict[str, Category]) -> None:
    """A kind of paper is called the same wherever it counts: a file keeps its kind alone."""
    names: dict[str, Words] = {}
    for category in categories.values():
        for version in category.versions:
            for one in version.evidence:
                if names.setdefault(one.slug, one.name) != one.name:
                    raise BadData(f"{category.slug}.toml: evidence: {one.slug!r} is called {names[one.slug]} elsewhere")


def _pension_row(table: Table) -> Row:
    born_from, on = table.take("born_from", date), table.take("on", date, None)
    months = None if on else table.whole("years", 60, 80) * 12 + table.whole("months", 0, 11)
    table.end()
    return Row(born_from, on, months)
