"""What the states of sources are made of: lists, agencies, and people who asked them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from tests.factories import make_proof, make_resident, make_staff
from westminster.core.clock import today
from westminster.core.errors import Refused
from westminster.sources import asking, lists
from westminster.sources.models import SourceAsk

LIST = "number,name,birth_date\nTC1,Amina Rahman,1984-05-17\nTC2,Bilal Rahman,2004-05-17\n"


def a_list(text: str = LIST, *, used: bool = True) -> str:
    made = lists.upload("Thameside College", "student", today() + timedelta(days=90), text.encode(), actor="system")
    if used:
        lists.use(made.public_id, actor="system")
    return made.public_id


def asker(times: int = 0, *, shown: bool = True, **columns: Any) -> Callable[[Any], dict[str, str]]:
    """Somebody on the list (or not, by `columns`) who has asked it `times` times."""

    def arrange(visitor: Any) -> dict[str, str]:
        a_list()
        resident = make_resident(**columns)
        if shown:
            make_proof(resident)
        for number in range(times):
            with suppress(Refused):
                asking.check(resident, "student", str(number))
        visitor.sign_in(resident.account_id)
        return {"slug": "student"}

    return arrange


stranger = {"full_name": "Nobody Known", "surname": "Known"}


def keeper(text: str = LIST, *, used: bool = True) -> Callable[[Any], dict[str, str]]:
    """Somebody who brings in lists, and one that is there."""

    def arrange(visitor: Any) -> dict[str, str]:
        visitor.sign_in(make_staff("senior_assessor").account_id)
        return {"public_id": a_list(text, used=used)}

    return arrange


def waits(visitor: Any) -> dict[str, str]:
    """A library worker, and somebody for whom no list could say yes."""
    asker(1, **stranger)(visitor)
    visitor.sign_in(make_staff("library_worker").account_id)
    return {"public_id": SourceAsk.get().public_id}


def comes(visitor: Any) -> dict[str, str]:
    """A library worker, and somebody who has moved and comes with a paper."""
    asking.wait_for_person(make_resident(), "lives_in_westminster")
    visitor.sign_in(make_staff("library_worker").account_id)
    return {"public_id": SourceAsk.get().public_id}


def comes_with_it(visitor: Any) -> dict[str, str]:
    """Somebody of whom nobody could tell whether they are a student."""
    resident = make_resident()
    make_proof(resident)
    asking.wait_for_person(resident, "student")
    visitor.sign_in(resident.account_id)
    return {"slug": "student"}
