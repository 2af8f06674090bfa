"""Reads the services, one file each, with their rules: once, and refused with what is wrong."""

from collections.abc import Mapping
from datetime import date
from math import prod
from pathlib import Path
from typing import Any

from ..core.data import Table, read
from ..proofs.rules import CATEGORIES, PENSION_AGE
from .rules import AgeAtLeast, Alternative, BornBefore, Every, Has, Not, Rule, Service, Some, alternatives

_MOST_ALTERNATIVES, _MOST_PARTS, _OLDEST = 64, 8, 129
_EARLIEST_PENSION = min(row.months // 12 for row in PENSION_AGE if row.months)
_FORMS = "all, any, not, proof, age, born_before or service"


def read_services(folder: Path) -> tuple[Service, ...]:
    """In the order of their `place`. Raises BadData."""
    files = {path.stem: read(path) for path in sorted(folder.glob("*.toml"))}
    rules = {slug: file.take("rule", dict) for slug, file in files.items()}
    found = [(file.whole("place", 1, 10_000), _service(slug, file, rules)) for slug, file in files.items()]
    return tuple(service for _, service in sorted(found, key=lambda one: (one[0], one[1].slug)))


def _service(slug: str, file: Table, rules: Mapping[str, Any]) -> Service:
    made = Service(
        slug=slug,
        begins_on=file.take("from", date),
        name=file.text("name"),
        summary=file.text("summary"),
        so=file.text("so"),
        icon=file.slug("icon"),
        public=file.take("public", bool),
        rule=_Reading(file, rules).rule(rules[slug], (slug,)),
        who=file.text("who"),
        steps=file.texts("steps"),
        good_to_know=file.texts("good_to_know"),
        grace_days=file.whole("grace_days", 0, 90, 0),
        to_add=file.take("to_add", bool, default=False),
    )
    file.end()
    if why := why_impossible(made.rule):
        raise file.bad("rule", why)
    return made


class _Reading:
    """One rule as it is written, with those of the services that it names."""

    def __init__(self, file: Table, rules: Mapping[str, Any]) -> None:
        self._file, self._rules = file, rules

    def rule(self, written: Any, way: tuple[str, ...]) -> Rule:
        """`way` are the services whose rules we are in."""
        if not isinstance(written, dict) or len(written) != 1:
            raise self._file.bad("rule", f"{written!r} must have one of {_FORMS}")
        ((form, value),) = written.items()
        match form, value:
            case (("all" | "any"), list()):
                if not 1 <= len(value) <= _MOST_PARTS:
                    raise self._file.bad("rule", f"{form} must have 1 to {_MOST_PARTS} parts, not {len(value)}")
                parts = tuple(self.rule(part, way) for part in value)
                return Every(parts) if form == "all" else Some(parts)
            case "not", dict():
                return Not(self.rule(value, way))
            case "proof", str():
                return self._proof(value)
            case "age", dict():
                return self._age(Table(f"{self._file.where}: rule: age", value))
            case "born_before", date():
                return BornBefore(value)
            case "service", str():
                return self._service(value, way)
        raise self._file.bad("rule", f"{form} = {value!r} is not one of {_FORMS}, or has the wrong kind of value")

    def _proof(self, fact: str) -> Rule:
        if fact not in CATEGORIES:
            raise self._file.bad("rule", f"{fact!r} is no category: there is no such file in proofs/categories")
        return Has(fact)

    def _age(self, table: Table) -> Rule:
        """From the first birthday to the last day of the age `to`."""
        youngest, oldest = (table.whole(key, 0, _OLDEST, None) for key in ("from", "to"))
        table.end()
        parts: list[Rule] = [AgeAtLeast(youngest)] if youngest is not None else []
        parts += [Not(AgeAtLeast(oldest + 1))] if oldest is not None else []
        if not parts:
            raise table.bad("from", "or to is missing")
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _service(self, slug: str, way: tuple[str, ...]) -> Rule:
        if slug in way:
            raise self._file.bad("rule", f"goes round in a circle: {' → '.join((*way, slug))}")
        if slug not in self._rules:
            raise self._file.bad("rule", f"{slug!r} is no service: there is no such file")
        return self.rule(self._rules[slug], (*way, slug))


def why_impossible(rule: Rule) -> str | None:
    """Why nobody can ever meet `rule`, or why it is too tangled to explain to anybody; None for a good one."""
    if (count := _ways(rule, wanted=True)) > _MOST_ALTERNATIVES:
        return f"can be met in {count} ways; more than {_MOST_ALTERNATIVES} cannot be explained to anybody"
    if all(_contradicts_itself(one) for one in alternatives(rule)):
        return "nobody can ever meet it: each way to do so wants something and its opposite"
    return None


def _ways(rule: Rule, *, wanted: bool) -> int:
    """How many alternatives it has at most, without making them."""
    match rule:
        case Not(inner):
            return _ways(inner, wanted=not wanted)
        case Every(rules) | Some(rules):
            counts = [_ways(part, wanted=wanted) for part in rules]
            return prod(counts) if isinstance(rule, Every) == wanted else sum(counts)
    return 1


def _contradicts_itself(alternative: Alternative) -> bool:
    """18 or over and under 16, as age or by a category of some age; born before a day and not before a later one."""
    youngest, too_old = [0], [_OLDEST + 1]
    before, since = [date.max], [date.min]
    for leaf, wanted in alternative:
        if isinstance(leaf, AgeAtLeast):
            (youngest if wanted else too_old).append(leaf.years)
        elif isinstance(leaf, BornBefore):
            (before if wanted else since).append(leaf.day)
        elif wanted and (ages := CATEGORIES[leaf.fact].versions[-1].ages):
            youngest.append(_EARLIEST_PENSION if ages.pension else ages.youngest or 0)
            too_old.append(_OLDEST + 1 if ages.oldest is None else ages.oldest + 1)
    return max(youngest) >= min(too_old) or max(since) >= min(before)
