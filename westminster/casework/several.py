"""The same for several cases: give back, give to a colleague, put aside. Never a decision."""

from collections.abc import Callable, Iterable

from ..applications.models import Application
from ..core.errors import NotFound, Refused
from ..core.words import Words
from . import owning, service

MOST = 25  # a page of the queue
Verb = Callable[[Application], None]


def chosen(public_ids: Iterable[str]) -> list[Application]:
    """Those that there are, each once, at most MOST."""
    found = []
    for public_id in list(dict.fromkeys(public_ids))[:MOST]:
        try:
            found.append(service.find(public_id))
        except NotFound:
            continue
    return found


def each(cases: Iterable[Application], verb: Verb, staff_id: int) -> dict[str, Words | None]:
    """Do it, one transaction a case; by public id why not, None for done."""
    return {case.public_id: _why_not(case, verb, staff_id) for case in cases}


def _why_not(case: Application, verb: Verb, staff_id: int) -> Words | None:
    if service.is_own(case, staff_id):
        return owning.OWN
    try:
        verb(case)
    except Refused as refused:
        return refused.words
    return None
