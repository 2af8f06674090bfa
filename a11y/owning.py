"""What the pages about whose case it is show. As in arranged.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.casework.cases import make_case
from tests.factories import make_resident, make_staff
from westminster.accounts.models import StaffMember
from westminster.applications.models import Application
from westminster.casework import filters, owning
from westminster.casework.owning_rules import SOMEBODY_ELSES
from westminster.casework.tabs import Wanted
from westminster.core.clock import today

Arranged = Callable[[Any], dict[str, Any]]
LONG = "Maximiliana Alexandra Konstantinopoulou-Featherstonehaugh"


def owned(whose: str = "nobody", *, aside: bool = False, roles: tuple[str, ...] = (), **query: str) -> Arranged:
    """Somebody at a case that is "nobody"'s, "theirs" or "another"'s."""

    def arrange(visitor: Any) -> dict[str, str]:
        reader = make_staff(*roles)
        case = _of(reader, whose, "Eleanor Finch", aside=aside)
        visitor.sign_in(reader.account_id)
        return {"public_id": case.public_id, **query}

    return arrange


def team(**query: str) -> Arranged:
    """The queue of somebody who has a case and one put aside, a colleague with a long name, and nobody's case."""

    def arrange(visitor: Any) -> dict[str, str]:
        reader = make_staff()
        _of(reader, "theirs", "Eleanor Finch")
        _of(reader, "theirs", "Wei Chen", aside=True)
        _of(reader, "another", "Ravi Shah")
        _of(reader, "nobody", LONG)
        visitor.sign_in(reader.account_id)
        return query

    return arrange


def chosen(act: str, *, none: bool = False, done: bool = False) -> Arranged:
    """A senior assessor who chose a case of theirs and a colleague's; with `done`, after it was done."""

    def arrange(visitor: Any) -> dict[str, Any]:
        reader = make_staff("senior_assessor")
        cases = [_of(reader, "theirs", "Eleanor Finch"), _of(reader, "another", "Ravi Shah")]
        ids = [] if none else [case.public_id for case in cases]
        why = dict(zip(ids, (None, [SOMEBODY_ELSES.text, {}]), strict=False))
        visitor.sign_in(reader.account_id, several_done={"act": act, "done": why})
        return {} if done else {"act": act, "case": ids}

    return arrange


def filterer(kept: int, **query: str) -> Arranged:
    """Somebody with some filters of their own."""

    def arrange(visitor: Any) -> dict[str, str]:
        reader, hana = make_staff(), make_staff(name=LONG)
        for number in range(kept):
            wanted = Wanted("us", reader.account_id, "under_16", hana.account_id)
            filters.keep(f"Young ones of Hana’s, number {number}", wanted)
        visitor.sign_in(reader.account_id)
        return query

    return arrange


def with_keys(then: Arranged) -> Arranged:
    """As `then`, for somebody who uses keys."""

    def arrange(visitor: Any) -> dict[str, str]:
        values = then(visitor)
        StaffMember.update(shortcuts=True).execute()
        return values

    return arrange


def _of(reader: Any, whose: str, name: str, *, aside: bool = False) -> Application:
    first, _, last = name.rpartition(" ")
    case = make_case(make_resident(full_name=name, surname=last), first_name=first, last_name=last, days_ago=11)
    if whose != "nobody":
        owner = reader if whose == "theirs" else make_staff(name=LONG)
        owning.take(case, staff_id=owner.account_id)
    if aside:
        owning.put_aside(case, today() + timedelta(days=4), "paper", staff_id=reader.account_id)
    return case
